# docker build -t kanwu . && docker run --rm -v "$PWD:/work" kanwu check .
FROM rust:1.95-slim-bookworm AS build
WORKDIR /source
COPY . .
RUN cargo install --locked --root /out --path .

FROM debian:bookworm-slim
# git is for --since; the texts that are mounted belong to someone else
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*'
COPY --from=build /out/bin/kanwu /usr/local/bin/kanwu
ENV LANG=C.UTF-8
WORKDIR /work
USER nobody
ENTRYPOINT ["kanwu"]
CMD ["--help"]
