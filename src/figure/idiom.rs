//! Set phrases, place names and other words that begin with a numeral character and count nothing.
//!
//! A word is listed only where the grammar of quantities would otherwise read a number in it: 一起 would be one 起,
//! 三门峡 three 门. Words whose numeral no counting word follows (四川, 一些, 三农) need no listing.

use std::sync::LazyLock;

use super::by_character::{self, ByCharacter};
use super::cursor::Cursor;
use super::numeral::glyph;

/// Separated by white space.
const WORDS: &str = "
一带一路 一国两制 一心一意 一五一十 一朝一夕 一草一木 一点一滴 一针一线 一砖一瓦 一瓦一砖 一次性 一条龙 一条心 一家人 一家亲 一家子
一起 一道 一路 一面 一方面 一方 一手 一口气 一口 一头 一口咬定 一把手 一把 一本正经 一本万利 一行 一直 一张一弛 一片 一分为二 一分一秒
一代 一线 一步步 一步 一门心思 一回事 一样 一通 一发 一词 一字不 一股劲 一股 一度 一级 一类 一期 一轮 一手抓 一团 一段 一环 一声 一席 一束
一户一 一人一 一村一 一县一 一厂一 一校一 一企一 一事一 一地一 一江一 一年一度 一区一 一城一 一步一 一市一 一国一
一成不变 一群 一丛 一挂 一顿 一圈 一遍 一点 一点点 一分 一分钱一分 一大 一位 一元化 一元论 一站 一站式 一键 一屏 一村 一县 一城 一区 一国
一生一世 一代人 一代代 一代又一代 一届 一届接 一批 一批批 一组 一系列 一对一 一双 一块 一块块 一块儿 一层 一层层 一点儿 一样样 一桩桩 一件件
一个个 一项项 一条条 一户户 一家家 一次次 一天天 一年年 一座座 一幅幅 一张张 一本本 一场场 一道道 一排排 一片片 一句句 一篇篇 一部部 一群群 一队队 一架架 一艘艘 一栋栋
一枚枚 一列列 一辆辆 一颗颗 一滴滴 一台台 一位位 一名名 一份份 一段段 一笔笔 一届届 一株株 一根根 一朵朵 一串串 一支支 一枝枝 一盏盏 一间间 一封封
一部分 一日千里 一天到晚 一家之言 一人一策 一名不文 一场空 一条边 一次能源 一次污染 一个样 一个劲 一杯羹 一元复始 一级响应
二手 二胡 二话 二线 二人转 二维 二次元 
三三两两 三五成群 三心二意 三令五申 三番五次 三言两语 三个代表 三国 三级 三期 三门峡 三门县 三台县 三台山 三大球 三环 三线 三道 三江 三角 三农 三部曲 三沙 三亚 三明 三峡 三位一体
三次产业 三家店 三家村 三个世界 三字经 三点一线 三点式 三分地 三元里 三元 三条红线 三月三 三件套 三字 三原 三乡 三区三州 三区 三州 三城 三市 三县 三镇 三省六部 三省 三校 三站 三馆 三群
四川 四个意识 四个自信 四个全面 四个伟大 四分五裂 四面八方 四面楚歌 四级 四期 四环 四方 四面 四行 四国 四大名著 四大发明 四平 四书 四合 四季 四化 四团 四城 四省 四区 四市 四县 四镇
五湖四海 五花八门 五光十色 五彩 五谷 五台山 五台县 五位一体 五个一工程 五粮液 五指山 五国 五环 五级 五期 五方 五行 五年计划 五年规划 五道口 五线谱 五线 五笔 五保 五金 五四 五一 五星 五角 五分团 五省 五区 五市 五县
六盘水 六合 六安 六神 六级 六期 六环 六边形 六方 六国 六行 六省 六市
七台河 七级 七国集团 七国 七一勋章 七七事变 七里河 七里海 七星 七省 七市 七嘴八舌 七上八下 七十二变 七十七国集团
八路军 八宝 八方 八面 八级 八国联军 八国 八大关 八里 八里河 八达岭 八卦 八股 八行 八一 八省 八市 八分校
九寨沟 九江 九龙 九州 九霄 九级 九国 九三学社 九三 九一八 九方 九省 九牛一毛 九死一生
十字 十足 十分 十堰 十全十美 十里八乡 十八洞 十年树木 十面 十环 十项全能 十级 十三朝 十三陵 十国 十月革命 十里 十方 十一国庆 十万大山 十万火急 十大元帅
百花 百分百 百分比 百姓 百货 百度 百合 百科 百色 百家争鸣 百家姓 百家号 百家讲坛 百年大计 百年树人 百尺竿头 百里挑一 百里杜鹃 百废 百岁老人 百里 百团大战 百团 百日咳 百日维新 百分点 百步 百叶 百战 百折 百炼 百川 百强 百业 百态 百般 百思 百听 百看 百依百顺 百尺 百万雄师 百草 百味 百感 百忙 百胜 百发百中 百舸 百村 百县 百镇 百城 百校 百园 百企 百店 百馆 百乡 百市 百区 百厂 百群 百州
千家万户 千方百计 千军万马 千山万水 千言万语 千辛万苦 千秋 千古 千里 千岛湖 千载难逢 千年大计 千斤顶 千万别 千万不 千万要 千丝万缕 千锤百炼 千差万别 千头万绪 千变万化 千篇一律 千人计划 千钧 千金 千姿 千层 千百万 千百 千禧 千阳 千岛 千佛 千手 千亿级 千万级 千村 千县 千镇 千城 千校 千园 千企 千店 千行百业 千行 千乡 千户苗寨 千人一面 千山 千粒 千粒重 千帆 千灯 千里马 千里眼
万家灯火 万众一心 万无一失 万水千山 万古 万里 万元户 万人空巷 万事 万物 万象 万户千家 万岁 万分 万一 万般 万千 万年青 万年历 万能 万世 万达 万科 万州 万宁 万全 万隆 万丈 万国 万村 万方 万代 万字 万向 万企 万店 万行
亿万 亿级 亿元户 亿元村
两岸 两会 两国 两地 两面 两面人 两面派 两手 两手抓 两手都要硬 两口子 两级 两江 两湖 两广 两院 两制 两弹一星 两弹 两学一做 两不愁 两个维护 两个确立 两个务必 两个毫不动摇 两个一百年 两极 两侧 两旁 两端 两头 两翼 两栖 两性 两用 两重 两新 两山 两化 两河 两委 两相 两军 两党 两型 两线 两步 两环 两回事 两方 两边 两房 两高 两点论 两点一线 两当 两淮 两全 两级财政 两省 两市 两县 两区 两州 两城 两镇 两村 两校 两岸三地 两馆 两行 两园 两店 两厂 两票制 两期 两代
半岛 半导体 半径 半球 半成品 半夜 半山 半数 半壁 半路 半途 半边 半空 半工 半自动 半挂 半干 半官方 半开 半月谈 半月刊 半天
几何 几内亚 几率 几乎
零距离 零容忍 零增长 零售 零星 零碎 零部件 零件 零工 零跑 零散 零钱 零食 零排放 零碳 零基础 零关税 零接触 零报告 零死亡 零和
九台区 九台市 九台农商 九龙坡 八公山 二七区 二道区 二道白河 二连浩特 三水区 三原县 三河市 三穗县 三都县 三元区 三山区 五常 五原县 五寨县 五河县 五峰 五莲 五华 五通桥 五大连池 五家渠 五棵松 六枝特区 七台河 七星区 七星关 八步区 千山区 万山区 万载 万安县 万荣县 万源 万盛 万秀区 万柏林 万鄂湘 两江新区 十一” 五一” 六一” 七一” 八一” 四处 三四名 三百六十行 百上千 千上万 八项规定 三星 一枝一叶 一盘棋 一尊 三孔 一箱制 百分制 一票难求 一床难求 一桌难求 千万里 六枝 一门三杰 三餐 百年 千年 万年 百岁 千岁 百里 千里
";

/// The end of the listed word at `position`, the longest if there are several.
pub(super) fn at(text: Cursor<'_>, position: usize) -> Option<usize> {
    // By its first two characters: hundreds of words begin with 一.
    static BY_START: LazyLock<ByCharacter<Vec<&'static str>>> = LazyLock::new(|| {
        let mut words: ByCharacter<Vec<&'static str>> = ByCharacter::default();
        for word in WORDS.split_whitespace() {
            let mut characters = word.chars();
            let (first, second) = (characters.next().unwrap_or_default(), characters.next().unwrap_or_default());
            words.entry(by_character::two(first, second)).or_default().push(word);
        }
        for list in words.values_mut() {
            list.sort_unstable_by_key(|word| std::cmp::Reverse(word.len()));
            list.dedup();
        }
        words
    });
    let (first, next) = text.next(position)?;
    let words = BY_START.get(&by_character::two(first, text.peek(next)?))?;
    // 近百年 counts years, 百年 does not.
    let estimated =
        matches!(first, '百' | '千' | '万') && text.before(position).is_some_and(|before| "近超逾约上数几过达好".contains(before));
    if estimated {
        return None;
    }
    let end = words.iter().find_map(|word| text.eat_word(position, word))?;
    // 十分钟, 一点五: the word ends inside a quantity.
    let cut = match (text.before(end), text.peek(end)) {
        (Some('分'), Some('钟' | '之')) => true,
        (Some('点'), Some(next)) => glyph::digit(next).is_some(),
        // 五方面
        (Some('方'), Some('面')) => true,
        _ => false,
    };
    (!cut).then_some(end)
}
