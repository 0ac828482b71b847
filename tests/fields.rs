//! Fields in patterns: what they take, in every kind that has them, and what is said of a wrong one.

use crate::support::{folder, kanwu_in};
use kanwu::document::Syntax;
use kanwu::engine::{Engine, Options, RuleSet};
use kanwu::rule::{RuleText, unmark};
use kanwu::text::Source;

fn load(check: &str, units: Option<&str>) -> RuleSet {
    let text = format!("id = \"r\"\ntitle = \"t\"\nseverity = \"warning\"\nmessage = \"{{text}}\"\n{check}");
    let mut files = vec![RuleText { path: "r.toml".into(), text, shipped: false }];
    files.extend(units.map(|units| RuleText { path: "folder/units.toml".into(), text: units.to_owned(), shipped: false }));
    RuleSet::load_only(files, false)
}

fn errors(set: &RuleSet) -> Vec<String> {
    let shown = |report: &kanwu::finding::FileReport, finding: &kanwu::finding::Finding| {
        let help = finding.help.iter().map(|h| format!(" | {h}")).collect::<String>();
        format!("`{}`: {}{help}", report.source.slice(finding.span), finding.message)
    };
    let severe = |f: &&kanwu::finding::Finding| f.severity == kanwu::finding::Severity::Error;
    set.reports.iter().flat_map(|report| report.findings.iter().filter(severe).map(|f| shown(report, f)).collect::<Vec<_>>()).collect()
}

/// The rule finds exactly the marked places.
fn check_table(check: &str, units: Option<&str>, marked: &str) {
    let set = load(check, units);
    assert_eq!(errors(&set), Vec::<String>::new(), "{check}");
    let expected = unmark(marked).unwrap();
    let engine = Engine::new(set, &Options::default());
    let checked = engine.check(Source::new("t", expected.text.clone()), Syntax::Plain);
    let mut again = expected;
    again.marks = checked.report.findings.iter().map(|f| (f.span, None)).collect();
    assert_eq!(again.remarked(), marked, "{check}");
}

fn check(regex: &str, marked: &str) {
    check_table(&format!("[check.pattern]\nregex = '{regex}'\n"), None, marked);
}

#[test]
fn a_field_takes_what_the_reader_reads() {
    check("{figure}", "全年收入⟦超过1.39万亿元⟧，增长⟦5.2%⟧，惠及⟦三百多家⟧企业，一个也不少，2023年第三次。");
    check("{figure:元}", "收入⟦1260582亿元⟧，增长5.2%，每吨⟦3千元⟧，合12元/吨，3万美元。");
    check("{figure:元/吨}", "单价⟦12元/吨⟧，共12元。");
    check("{figure:money}", "收入⟦30亿元⟧，外汇⟦3万美元⟧，共5吨。");
    check("{figure:mass}", "产量⟦1.39万亿斤⟧，合⟦69541万吨⟧，亩产389公斤/亩。");
    check("{percent}", "增长⟦5.2%⟧，提高1.2个百分点，占三成。");
    check("{figure:points}", "增长5.2%，提高⟦1.2个百分点⟧。");
    check("{number:元}元", "收入⟦1260582亿元⟧，超过⟦3万元⟧。");
    check("约{number}[^，。]{0,4}左右", "产量⟦约30万吨左右⟧，约20万吨。");
    check("{date}", "⟦2023年⟧，⟦3月5日⟧，⟦1—11月⟧，增长3%。");
    check("{date:day}电", "新华社北京⟦3月5日电⟧，3月电。");
    check("{ordinal}|{session}|{time}", "⟦第三⟧，⟦十四届⟧，⟦20时30分⟧，30人。");
    check("{fault}", "成本下降⟦2倍⟧，产值增长2倍。");
    check("{fault:decrease-by-times}", "成本下降⟦2倍⟧。");
}

#[test]
fn a_field_is_one_character_of_the_pattern() {
    check("(?:{figure:元}、){2,3}{figure:元}", "分别为⟦3元、4元、5元⟧，又3元、4元。");
    check("同比[^，。]{0,4}{percent}", "⟦同比增长5.2%⟧，同比明显加快增长5.2%。");
    check("{percent}[^，。{]*点", "⟦5%的点⟧");
    check(r"\p{Han}{2}{figure:人}\b{start-half}?", "共有⟦出席2956人⟧。");
    check("甲{1}乙", "⟦甲乙⟧");
    // what the text itself has of the characters that stand for figures stands for nothing
    check("{figure:元}", "\u{E001}\u{E0FF}收入⟦3元⟧\u{E001}");
    // literal digits see what no field of the pattern takes
    check("{figure:元}，[0-9]+个", "⟦3元，5个⟧");
}

#[test]
fn figures_across_a_mended_break() {
    check("新增税费优惠{figure:元}", "⟦新增税费优惠超过2.2万亿\n元⟧，力度很大。");
}

#[test]
fn named_fields_give_their_words() {
    let check = "[check.pattern]\nregex = '{a=figure:元}，(?<verb>下降){b=percent}'\nmark = \"verb\"\nreplace = \"${verb}了$b/${a}$$\"\n\
                 [[example]]\nfails = \"收入约30亿元，⟦下降⟧5.2%。\"\nproposes = \"下降了5.2%/约30亿元$\"\n";
    let set = load(check, None);
    assert_eq!(errors(&set), Vec::<String>::new());
    let text = set.rules[0].message();
    assert_eq!(text.en, "{text}");
    let with_message = check.replace("[check", "help = \"{a}与{b}\"\n[check");
    let set = load(&with_message, None);
    assert_eq!(errors(&set), Vec::<String>::new());
    let engine = Engine::new(set, &Options::default());
    let found = engine.check(Source::new("t", "收入约30亿元，下降5.2%。"), Syntax::Plain).report.findings;
    assert_eq!(found[0].help[0].zh, "约30亿元与5.2%");
}

#[test]
fn fields_in_every_kind_and_every_expression() {
    check_table("[check.pattern]\nregex = '增长{figure}'\nunless = ['{figure:个百分点}']\n", None, "⟦增长5%⟧，增长3个百分点，⟦增长5人⟧。");
    check_table("[check.substitution]\ntable = { '成' = '层' }\nunless = ['{percent}|{figure:成}']\n", None, "三成，分⟦成⟧。");
    check_table("[check.occurrence]\nregex = '{percent}'\nmax = 1\nwithin = \"sentence\"\n", None, "增长5%，⟦6%⟧。增长7%。");
    check_table(
        "[check.occurrence]\nregex = '{percent}'\nmax = 2\nwithin = \"document\"\n",
        None,
        "增长5%，6%。\n\n增长⟦7%⟧，这一年的情况是好的。",
    );
    check_table(
        "[check.requirement]\nif = '同比(?:增长|下降)'\nthen = '{figure}'\norder = \"after\"\nwithin = \"clause\"\n",
        None,
        "同比增长5%，⟦同比下降⟧很多。",
    );
    check_table("[check.requirement]\nif = '{figure:元}'\nthen = '人'\nwithin = \"clause\"\n", None, "人均3元，收入⟦5元⟧。");
}

#[test]
fn units_of_the_users_own() {
    let units = "[[unit]]\nnames = [\"市担\", \"担\"]\ndimension = \"mass\"\nfactor = \"50\"\n[[classifiers]]\nnames = [\"垛\"]\n";
    check_table("[check.pattern]\nregex = '{figure:担}'\n", Some(units), "收粮⟦300市担⟧，棉花⟦20担⟧，草5垛。");
    check_table("[check.pattern]\nregex = '{figure:mass}|{figure:垛}'\n", Some(units), "收粮⟦300市担⟧，草⟦5垛⟧，瓜⟦3吨⟧。");
    // examples of a rule are read with them too
    let set = load("[check.pattern]\nregex = '{figure:担}'\n[[example]]\nfails = \"收粮⟦300担⟧。\"\n", Some(units));
    assert_eq!(errors(&set), Vec::<String>::new());
    let wrong =
        |units: &str, expected: &[&str]| assert_eq!(errors(&load("[check.pattern]\nregex = '甲'\n", Some(units))), expected, "{units}");
    wrong(&units.replace("\"50\"", "\"x\""), &["`\"x\"`: `x` is not a positive number; write it as 1000, 1/2 or 0.3048"]);
    wrong(&units.replace("\"50\"", "\"1/0\""), &["`\"1/0\"`: `1/0` is not a positive number; write it as 1000, 1/2 or 0.3048"]);
    wrong(&units.replace("factor", "factr"), &["`factr`: unknown key `factr` | did you mean `factor`?"]);
    wrong(&units.replace("\"市担\"", "\"\""), &["`[\"\", \"担\"]`: a unit needs a name, and no name may be empty"]);
    wrong(&format!("{units}[[unit]]\nnames = [\"角\"]\ndimension = \"CNY\"\n"), &["`\"CNY\"`: the class of the dimension CNY is money"]);
    wrong("", &["``: there are no units in it"]);
}

#[test]
fn the_programs_read_the_units_of_a_rule_folder() {
    let rule = "id = \"dan\"\ntitle = \"t\"\nseverity = \"warning\"\nmessage = \"{text}\"\n[check.pattern]\nregex = '{figure:担}'\n\
                [[example]]\nfails = \"收粮⟦300担⟧。\"\n[[example]]\npasses = \"收粮300斤。\"\n";
    let units = "[[unit]]\nnames = [\"担\"]\ndimension = \"mass\"\nfactor = \"50\"\n";
    let folder =
        folder(&[("rules/dan.toml", rule), ("rules/units.toml", units), ("t.txt", "全县收粮300担。\n"), ("bad/units.toml", "[[unit]]\n")]);
    let run = |arguments: &[&str]| kanwu_in(folder.path(), arguments, b"");
    let checked = run(&["check", "t.txt", "--rules", "rules", "--only", "dan", "--format", "concise"]);
    assert!(checked.code == 1 && checked.out.contains("300担"), "{checked:?}");
    let listed = run(&["figures", "t.txt", "--rules", "rules"]);
    assert!(listed.code == 0 && listed.out.contains("担"), "{listed:?}");
    for command in ["check", "figures"] {
        let failed = run(&[command, "t.txt", "--rules", "bad"]);
        assert!(failed.code == 2, "{command}: {failed:?}");
        assert!((failed.out + &failed.err).contains("bad/units.toml:1"), "{command}");
    }
}

#[test]
fn errors_stand_inside_the_string() {
    let wrong = |regex: &str, expected: &str| assert_eq!(errors(&load(&format!("[check.pattern]\nregex = {regex}\n"), None)), [expected]);
    wrong("'增长{figur}'", "`{figur}`: there is no field `figur` | did you mean `figure`?");
    wrong("'增长{xyzzy}'", "`{xyzzy}`: there is no field `xyzzy` | known: figure, number, percent, date, time, ordinal, session, fault");
    wrong("'Ａ增长{figure:平方公厅}好'", "`{figure:平方公厅}`: there is no unit or dimension `平方公厅` | did you mean `平方公里`?");
    wrong("'{figure:圆圆}'", "`{figure:圆圆}`: there is no unit or dimension `圆圆` | a file units.toml in a rule folder adds units");
    wrong("'{date:dya}'", "`{date:dya}`: the field `date` has no `dya` | did you mean `day`?");
    wrong("'{time:x}'", "`{time:x}`: the field `time` takes nothing after a colon");
    wrong("'{figure}{number}'", "`{number}`: figure and number can't stand in one expression");
    wrong("'甲{figure}(乙'", "`(`: bad regular expression: unclosed group");
    wrong("'甲(乙'", "`(`: bad regular expression: unclosed group `(`");
    wrong("\"甲\\u4e00(乙\"", "`\"甲\\u4e00(乙\"`: bad regular expression: unclosed group `(`");
    wrong("'{a=figure}{a=percent}'", "`{a=percent}`: bad regular expression: duplicate capture group name");
    wrong("'{figure}*'", "`'{figure}*'`: the regular expression matches the empty string, so it matches everywhere");
}
