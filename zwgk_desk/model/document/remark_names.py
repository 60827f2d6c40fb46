"""The rules of review in words, as lists of remarks are narrowed by."""

from __future__ import annotations

RULE_NAMES = {
    "number-mismatch": "数字或说法与政策不符",
    "date-mismatch": "日期与政策不符",
    "name-mismatch": "名称与政策不符",
    "quote-mismatch": "引用与政策不符",
    "material-copies-policy": "照抄政策",
    "sentence-copies-policy": "照抄政策的句子",
    "id-number": "身份证号",
    "mobile-number": "手机号码",
    "bank-card": "银行卡号",
    "passport-number": "护照、通行证号",
    "email-address": "电子邮箱",
    "licence-plate": "车牌号码",
    "home-address": "住址",
    "personal-name": "姓名",
    "secrecy-mark": "密级",
    "routing-mark": "内部流转字样",
    "author-name": "作者姓名",
    "file-comment": "批注",
    "tracked-change": "修订",
    "hidden-text": "隐藏文字",
    "file-property": "文件属性",
    "picture-place": "拍摄地点",
    "picture-property": "图片里的信息",
    "bracket-form": "文号括号",
    "full-width": "全角数字字母",
    "punctuation": "标点",
    "figure-form": "数字写法",
    "date-impossible": "不存在的日期",
    "doubled-word": "重复的字词",
    "wrong-word": "错别字",
    "mixed-script": "繁体字",
    "heading-form": "序号写法",
    "heading-order": "序号次序",
    "unclosed": "括号引号不配对",
    "attachment-missing": "附件",
    "renamed-body": "机构更名",
    "replaced-law": "法规替换",
    "unit-name": "单位名称",
}
"""Each rule of `review` with a word for it; a rule that has none is called by its own name."""


def rule_name(rule: str) -> str:
    """Return the word for a rule."""
    return RULE_NAMES.get(rule, rule)
