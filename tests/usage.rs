//! What is said of a wrong command line, and of TOML that can't be read, in Chinese.

use crate::support::{command, folder, kanwu, kanwu_in};

#[test]
fn usage_errors_in_chinese() {
    let check = |arguments: &[&str], expected: &[&str]| {
        let run = kanwu(&[&["--lang", "zh"], arguments].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        for said in expected.iter().chain(&["错误：", "--help"]) {
            assert!(run.err.contains(said), "{arguments:?}: {said} is not in\n{}", run.err);
        }
        assert!(!["error", "tip", "Usage", "For more"].iter().any(|word| run.err.contains(word)), "{}", run.err);
    };
    check(&["check", "a", "--formt", "x"], &["没有这个选项或多了这个参数：‘--formt’", "是不是 ‘--format’？", "用法：kanwu check"]);
    check(&["check", "a", "--format", "x"], &["‘--format <FORMAT>’ 不能取 ‘x’", "可用的值：human, concise, json"]);
    check(&["check", "a", "--format"], &["‘--format <FORMAT>’ 后面缺少值"]);
    check(&["check"], &["缺少必须给出的参数：\n  <PATH>...", "用法：kanwu check"]);
    check(&["rules", "new"], &["\n  <KIND>\n  <ID>\n"]);
    check(&["chek"], &["没有 ‘chek’ 这个命令", "‘check’"]);
    check(&["check", "a", "--quiet", "--quiet"], &["‘--quiet’ 只能写一次"]);
    check(&["figures", "a", "--explain", "3", "--format", "json"], &["‘--explain <LINE>’ 不能与 ‘--format <FORMAT>’ 同用"]);
    check(&["figures", "a", "--explain", "0"], &["‘--explain <LINE>’ 不能取 ‘0’：0 is not in"]);
    check(&["check", "a", "--output-format", "x=y"], &["没有叫 `x` 的格式："]);
    check(&["check", "a", "--output-format", "x"], &["应写作 FORMAT=FILE"]);
    check(&["check", "a", "--in\u{1b}[31mclude"], &["‘--in␛[31mclude’"]);
    // the same in a Chinese locale, and in English where it is asked for
    let chinese = command(&crate::support::root(), &["chek"]).env("LC_ALL", "zh_CN.UTF-8").output().unwrap();
    assert!(String::from_utf8(chinese.stderr).unwrap().starts_with("错误：没有 ‘chek’ 这个命令\n"));
    assert!(kanwu(&["chek"]).err.starts_with("error: unrecognized subcommand 'chek'"));
    // help and version are no errors
    for arguments in [&["--lang", "zh", "--help"][..], &["--lang", "zh", "--version"], &["check", "--lang", "zh", "--help"]] {
        let run = kanwu(arguments);
        assert!(run.code == 0 && !run.out.is_empty() && run.err.is_empty(), "{run:?}");
    }
}

#[test]
fn toml_that_can_not_be_read_is_explained_in_chinese_at_its_place() {
    let check = |config: &str, expected: &str| {
        let folder = folder(&[("kanwu.toml", config), ("a.txt", "一句话。\n")]);
        let run = kanwu_in(folder.path(), &["check", "a.txt", "-f", "concise", "-q", "--lang", "zh"], b"");
        assert_eq!((run.code, run.out.lines().next().unwrap_or_default()), (2, expected), "{config}: {run:?}");
    };
    let at = |place: &str, said: &str| format!("kanwu.toml:{place}: 错误[configuration] {said}");
    check("rules = [\"a\"\nskip = []\n", &at("2:1", "TOML 语法错误：列表的两项之间缺少逗号，此处应为`,`"));
    check("language = zh\n", &at("1:12", "TOML 语法错误：文本要加引号，此处应为单引号文本"));
    check("skip = []\nskip = []\n", &at("2:1", "TOML 语法错误：这个键已经写过"));
    check("[severity\n", &at("1:10", "TOML 语法错误：表头缺少 ]，此处应为`]`"));
    check("skip\n", &at("1:5", "TOML 语法错误：键后面缺少值，此处应为`=`"));
    check("skip = 7\n", &at("1:8", "类型不对：整数 `7`，应为列表"));
    check("language = true\n", &at("1:12", "类型不对：真假值 `true`，应为文本"));
    check("[[overrides]]\nskip = []\n", &at("1:1", "缺少键 `paths`"));
}
