"""What the sign-in says when something is refused: calm, the same for everybody, and never more than that."""

from linli.domain.wording import Wording

SIGN_IN_PROBLEMS: dict[str, Wording] = {
    "sign_in_wrong": Wording(
        "没能登录。请核对账号和密码;用了动态码的,也请核对动态码。",
        "That did not work. Please check the account, the password and, where you use one, the code.",
    ),
    "sign_in_slow": Wording(
        "这个账号刚才试的次数较多。请过 {wait} 再试;有动态码的,和密码一起填写,现在就可以登录。",
        "This account was tried often just now. Try again in {wait}; with a code beside the password you get in now.",
    ),
    "sign_in_pause": Wording("请过 {wait} 再试。", "Please try again in {wait}."),
    "code_wrong": Wording(
        "动态码不对,或者已经用过。请等下一个码再试。",
        "That code is not right, or was used already. Please wait for the next one.",
    ),
    "code_needed": Wording("请填写动态码。", "Please enter the code."),
    "proof_wrong": Wording("没能确认是您本人,请再试一次。", "That did not confirm that it is you; please try again."),
    "passkey_wrong": Wording(
        "这把密钥没有通过验证,请再试一次,或换一种方式。",
        "The passkey was not accepted. Try once more, or use another way.",
    ),
    "factor_last": Wording(
        "您的岗位需要第二种验证方式。请先添加另一种,再移除这一种。",
        "Your post needs a second factor. Add another one before you remove this one.",
    ),
    "passwords_differ": Wording("两次填写的密码不一样。", "The two passwords differ."),
    "password_weak": Wording("这个密码不够好:{why}", "This password is not good enough: {why}"),
    "link_gone": Wording(
        "这个链接已经用过、过期或被新的代替。请向管理员要一个新的。",
        "This link was used, has expired or was replaced. Please ask your administrator for a new one.",
    ),
    "open_id_refused": Wording(
        "统一身份认证没有通过,请再试一次;仍不行时请联系管理员。",
        "The single sign-on was not accepted. Try once more; if it fails again, ask your administrator.",
    ),
    "open_id_unknown": Wording(
        "统一身份认证通过了,但这里没有对应的账号。请联系管理员。",
        "The single sign-on worked, but there is no account for it here. Please ask your administrator.",
    ),
    "open_id_other": Wording(
        "这里的账号已经绑定另一个统一身份。如果确实是您本人的账号,请联系管理员解除绑定。",
        "The account here belongs to another identity of the single sign-on. If it is yours, please ask your"
        " administrator to unlink it.",
    ),
    "open_id_away": Wording(
        "统一身份认证暂时连不上,请稍后再试,或用账号和密码登录。",
        "The single sign-on cannot be reached now. Try later, or sign in with account and password.",
    ),
    "name_differs": Wording(
        "账号“{value}”已经是另一个人的,请换一个账号。", "The account “{value}” belongs to somebody else already."
    ),
    "links_file_exists": Wording(
        "“{value}”已经存在,请换一个文件名。", "“{value}” exists already; choose another name for the file."
    ),
    "successor_needed": Wording("请选一位接手的人。", "Please choose who takes over."),
    "successor_wrong": Wording(
        "接手的人要在同一个单位,并且能办这些事项。", "Whoever takes over is of the same unit and may do this work."
    ),
    "work_left": Wording(
        "还有 {count} 件事项没有交接,岗位没有结束。",
        "{count} matters have not been handed over; the post has not ended.",
    ),
}
