//! What is wrong with a command line, in Chinese. clap tells it in English; here the same facts are put into words.

use crate::text::visible::visible_line;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;
use std::fmt::Write as _;

/// The whole message in Chinese; nothing where clap's own words are all there is.
pub(super) fn in_chinese(error: &clap::Error) -> Option<String> {
    let mut out = format!("错误：{}\n", what(error)?);
    // writing to a string does not fail
    let _ = match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(values)) if !values.is_empty() => writeln!(out, "  可用的值：{}", values.join(", ")),
        _ => Ok(()),
    };
    let meant = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    for kind in meant {
        let list = names(error, kind);
        if !list.is_empty() {
            let list = list.iter().map(|name| format!("‘{name}’")).collect::<Vec<_>>().join("、");
            let _ = writeln!(out, "\n  是不是 {list}？");
        }
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let _ = writeln!(out, "\n用法：{}", usage.trim().trim_start_matches("Usage:").trim_start());
    }
    out.push_str("\n加 --help 看说明。\n");
    Some(out)
}

/// The error in one line or a few.
fn what(error: &clap::Error) -> Option<String> {
    let one = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(visible_line(text)),
        _ => None,
    };
    let number = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::Number(number)) => Some(*number),
        _ => None,
    };
    let argument = one(ContextKind::InvalidArg);
    Some(match error.kind() {
        ErrorKind::UnknownArgument => format!("没有这个选项或多了这个参数：‘{}’", argument?),
        ErrorKind::InvalidValue => match one(ContextKind::InvalidValue)? {
            value if value.is_empty() => format!("‘{}’ 后面缺少值", argument?),
            value => format!("‘{}’ 不能取 ‘{value}’", argument?),
        },
        ErrorKind::ValueValidation => {
            let why = error.source().map(|source| format!("：{}", visible_line(&source.to_string()))).unwrap_or_default();
            format!("‘{}’ 不能取 ‘{}’{why}", argument?, one(ContextKind::InvalidValue)?)
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = names(error, ContextKind::InvalidArg);
            let list = missing.iter().map(|name| format!("\n  {name}")).collect::<String>();
            if missing.is_empty() {
                return None;
            }
            format!("缺少必须给出的参数：{list}")
        }
        ErrorKind::InvalidSubcommand => format!("没有 ‘{}’ 这个命令", one(ContextKind::InvalidSubcommand)?),
        ErrorKind::MissingSubcommand => {
            let all = names(error, ContextKind::ValidSubcommand).join(", ");
            format!("‘{}’ 之后要写一个命令：{all}", one(ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::ArgumentConflict => {
            let prior = names(error, ContextKind::PriorArg);
            match prior.iter().find(|p| Some(*p) != argument.as_ref()) {
                None => format!("‘{}’ 只能写一次", argument?),
                Some(_) => format!("‘{}’ 不能与 ‘{}’ 同用", argument?, prior.join("’、‘")),
            }
        }
        ErrorKind::TooManyValues => format!("‘{}’ 多了一个值 ‘{}’", argument?, one(ContextKind::InvalidValue)?),
        ErrorKind::TooFewValues => {
            format!("‘{}’ 至少要 {} 个值，只有 {} 个", argument?, number(ContextKind::MinValues)?, number(ContextKind::ActualNumValues)?)
        }
        ErrorKind::InvalidUtf8 => "参数里有不是 UTF-8 的字节".to_owned(),
        _ => return None,
    })
}

/// One name or several.
fn names(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(one)) => vec![visible_line(one)],
        Some(ContextValue::Strings(list)) => list.iter().map(|name| visible_line(name)).collect(),
        _ => Vec::new(),
    }
}
