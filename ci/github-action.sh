#!/usr/bin/env bash
# What the GitHub Action runs once `kanwu` is built. Its inputs come as environment variables, so that nothing a
# repository says is taken as a command.
set -euo pipefail

lines() { # the lines of $1 that are not blank
    while IFS= read -r line; do
        line="${line%$'\r'}"
        if [ -n "${line//[[:space:]]/}" ]; then printf '%s\0' "$line"; fi
    done <<<"$1"
}

arguments=()
while IFS= read -r -d '' flag; do arguments+=("$flag"); done < <(lines "${KANWU_ARGS:-}")
for name in baseline decisions since fail-on; do
    variable="KANWU_$(printf '%s' "$name" | tr 'a-z-' 'A-Z_')"
    if [ -n "${!variable:-}" ]; then arguments+=("--$name=${!variable}"); fi
done
if [ -n "${KANWU_LANG:-}" ]; then arguments+=("--lang=$KANWU_LANG"); fi
if [ -n "${KANWU_SARIF:-}" ]; then arguments+=("--output-format=sarif=$KANWU_SARIF"); fi

page="$(mktemp)"
trap 'rm -f "$page"' EXIT
paths=()
while IFS= read -r -d '' path; do paths+=("$path"); done < <(lines "${KANWU_PATHS:-.}")

code=0
kanwu check --format github "--output-format=markdown=$page" "${arguments[@]}" -- "${paths[@]}" || code=$?
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat "$page" >>"$GITHUB_STEP_SUMMARY"; fi
if [ -n "${GITHUB_OUTPUT:-}" ]; then printf 'exit-code=%s\n' "$code" >>"$GITHUB_OUTPUT"; fi
exit "$code"
