/// Problems of requests, of who makes them, and of the service itself.
extension ProblemText {
    static func ofRequest(_ kind: Problem.Kind) -> Text {
        switch kind {
        case .malformedJSON:
            Text(
                "请求不是有效的 JSON", "请检查引号、逗号和括号，以 UTF-8 编码重新发送。",
                "The request is not valid JSON", "Check quotes, commas and brackets, and send it again in UTF-8.")
        case .invalidFields:
            Text(
                "有内容需要改正", "请按各项提示改正后重新提交。",
                "Some fields need correcting", "Correct the fields that are named and send the request again.")
        case .bodyTooLarge:
            Text(
                "内容太大", "请分成几次发送。", "The request is too large", "Send it in several smaller parts.")
        case .unsupportedMediaType:
            Text(
                "不支持这种内容类型", "这里可以使用：{types}。",
                "This type of content is not accepted",
                "Here it can be: {types}.")
        case .notFound:
            Text(
                "没有找到", "请检查地址，或返回首页重新开始。",
                "There is nothing here", "Check the address, or start again from the first page.")
        case .methodNotAllowed:
            Text(
                "此地址不接受这种操作", "请查看接口说明，换用正确的请求方法。",
                "This address does not accept that method", "See the documentation for the methods that it accepts.")
        case .tooManyRequests:
            Text(
                "请求太频繁", "请稍候片刻再试。", "Too many requests", "Wait a moment and try again.")
        default:
            Text(
                "请求来自其他网站", "请在本网站的页面上重新操作。",
                "The request came from another site", "Do it again from a page of this site.")
        }
    }

    static func ofCaller(_ kind: Problem.Kind) -> Text {
        switch kind {
        case .notSignedIn:
            Text(
                "请先登录", "登录已过期或尚未登录。请用手机号和验证码登录。",
                "Please sign in",
                "You are not signed in, or your session has ended. Sign in with phone and one-time code.")
        case .notAllowed:
            Text(
                "您没有权限进行此操作", "如果您认为应当有此权限，请联系所在地的管理员。",
                "You may not do this", "If you think you should, ask the administrator of your area.")
        case .wrongOneTimeCode:
            Text(
                "验证码不正确", "还可以再试 {tries} 次，之后请重新获取验证码。",
                "The code is wrong", "You have {tries} left; after that ask for a new code.")
        case .noOneTimeCode:
            Text(
                "验证码已失效", "验证码 5 分钟内有效，只能使用一次。请重新获取。",
                "There is no code that can still be used",
                "A code is valid for 5 minutes and once only. Ask for a new one.")
        case .oneTimeCodeBudgetSpent:
            Text(
                "今天的验证码次数已用完", "请明天再试。如急需出示健康码，请联系社区。",
                "No more codes for this phone today",
                "Try again tomorrow. If you need your code urgently, ask your community.")
        case .smsUnavailable:
            Text(
                "短信暂时发送不出去", "请几分钟后重新获取验证码。",
                "Messages cannot be sent at the moment", "Ask for a new code in a few minutes.")
        case .unknownSource:
            Text(
                "无法识别此数据来源", "请检查密钥；如已遗失，请向运营方申请新密钥。",
                "This source is not known", "Check the key; if it is lost, ask the operator for a new one.")
        default:
            Text(
                "此数据来源已停用", "此密钥已被撤销。请联系运营方。",
                "This source was revoked", "Its key can no longer be used. Ask the operator.")
        }
    }

    static func ofService(_ kind: Problem.Kind) -> Text {
        switch kind {
        case .exists:
            Text(
                "已经存在", "原有内容保持不变。请换一个文件名或版本再试。",
                "There is something in its place already",
                "What is there stays as it is. Choose another name, or another version.")
        case .storageFull:
            Text(
                "存储空间已满", "本次操作没有保存。请通知运营方，稍后再试。",
                "The storage is full", "Nothing of this was kept. Tell the operator, and try again later.")
        default:
            Text(
                "服务暂时不可用", "请稍后再试。如一直如此，请联系运营方。",
                "The service is not available at the moment", "Try again shortly. If it goes on, tell the operator.")
        }
    }
}
