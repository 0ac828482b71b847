//! Words that tell of what kind the things are that a figure counts, and which words after it are no noun.

/// What becomes of people: their number is told of it.
pub(super) const FATES: &[&str] = &[
    "死亡",
    "受伤",
    "失踪",
    "失联",
    "脱贫",
    "就业",
    "获救",
    "被困",
    "受灾",
    "脱轨",
    "被捕",
    "治愈出院",
    "赞成",
    "反对",
    "弃权",
    "遇难",
    "丧生",
    "身亡",
    "缺席",
    "出席",
    "住院",
    "感染",
    "牺牲",
    "停电",
    "断电",
    "停水",
    "撤离",
    "转移",
    "罹难",
    "致残",
    "被害",
];

/// Nouns of one character.
pub(super) const SHORT: &[&str] = &["省", "市", "县", "区", "国", "村", "镇", "乡", "州"];

/// Units of things, so that people and places after them only say whose they are: 两枚敌军发射的导弹.
#[rustfmt::skip]
pub(super) const THINGS: &[&str] = &[
    "枚", "艘", "架", "辆", "棵", "株", "颗", "篇", "幅", "部", "本", "首", "款", "条", "项", "件", "份", "把", "台", "套", "只", "头", "张", "封",
    "块", "片", "根", "处",
];

/// Units that say themselves what they count.
#[rustfmt::skip]
pub(super) const ITSELF: &[&str] = &[
    "部门", "国", "省", "市", "县", "区", "乡", "镇", "村", "州", "城", "地", "地市", "省份", "省区", "省市", "省区市", "县区", "校",
];

/// Units of undertakings and places for them.
pub(super) const MATTERS: &[&str] = &["个", "项", "场", "件", "条", "处", "座", "份", "套", "种", "类", "期", "列", "班", "架", "大"];

/// What the names of undertakings and of places for them end with.
#[rustfmt::skip]
pub(super) const MATTER: &[&str] = &[
    "项目", "工程", "活动", "座谈会", "论坛", "展会", "大会", "计划", "行动", "措施", "举措", "任务", "产品", "平台", "基地", "中心", "机构", "事项",
    "线路", "航线", "专列", "列车", "航班", "方案", "课题", "案例", "案件", "场所", "设施", "设备", "岗位", "车间", "工厂", "园区", "试点", "示范区",
    "示范点", "专线", "通道", "发布会", "推介会", "招聘会", "交流会",
];

/// Words after a figure that are no noun.
#[rustfmt::skip]
pub(super) const NO_NOUN: &[&str] = &[
    "左右", "大关", "级", "以上", "以下", "以内", "上下", "之", "内", "外", "来", "多", "后", "前", "间", "中", "里", "时", "次", "地", "同比",
    "环比", "比上", "较上", "相比", "倒", "这一", "了", "不", "也", "又", "再", "还", "每", "一", "两", "二", "三", "四", "五", "六", "七", "八", "九", "十",
    "提高", "下调", "上调", "提升", "扩", "调整", "元", "改善", "保障", "加强", "促进", "帮助", "用于", "涉及", "全部", "人民币", "开始",
];

/// Those of [`NO_NOUN`] with which as many nouns begin: 前沿, 中管企业, 三甲医院.
pub(super) const PLACES: &[&str] =
    &["内", "外", "前", "后", "中", "间", "里", "时", "地", "多", "来", "一", "两", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// Nouns for how far a value has come.
pub(super) const STAGES: &[&str] = &["新阶段", "阶段", "台阶", "新台阶", "关口", "大关", "高位", "新高度"];

/// What a clause begins with that tells something of the counted, and not which they are.
pub(super) const TOLD: &[char] =
    &['是', '为', '有', '占', '达', '超', '已', '也', '均', '都', '将', '仍', '就', '还', '能', '可', '会', '应', '没', '不'];

/// What a ratio is compared with, and not what it is a part of.
pub(super) const AIMS: &[&str] =
    &["目标", "承诺", "水平", "机制", "速度", "情况", "区间", "标准", "税率", "增速", "概率", "基础", "前提", "幅度"];

/// Nouns that only say how far a value has come.
pub(super) const HEIGHTS: &[&str] = &["规模", "水平", "目标", "标准", "门槛", "额度", "关口", "上限", "下限"];

/// Words for what things are like.
pub(super) const QUALITIES: &[&str] = &["珍贵", "优秀", "重要", "最新", "优质", "全新", "崭新", "珍稀", "罕见", "身边", "附近", "本地"];

/// What the last of several nouns ends with, where it says what the others are as well.
#[rustfmt::skip]
pub(super) const SHARED: &[&str] = &["代表", "人士", "人员", "专家", "委员", "选手", "学者", "官员", "干部", "学生", "师生", "领导人", "负责人"];
