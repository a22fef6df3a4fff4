/// A message from one installation to another: a question, or the answer to one (docs/exchange.md).
///
/// It travels as a tagged COSE_Sign1 (RFC 9052) whose payload is a JSON object. No code has a payload that begins like one, so
/// that neither is ever taken for the other, though one key signs both.
public struct ExchangeMessage: Hashable, Sendable {
    /// What is asked, such as `code-check`.
    public var exchange: String
    /// Its own id, new and random; a receiver takes no id twice.
    public var id: TokenID
    /// The key id by which the sender knows the receiver: a message for one installation is worth nothing at another.
    public var receiver: KeyID
    /// When it was sent, in seconds since 1970-01-01T00:00:00Z.
    public var sent: Int64
    /// The id of the question that this answers; nil in a question.
    public var answers: TokenID?
    /// What is said.
    public var body: JSON

    /// A message of these parts.
    public init(
        exchange: String, id: TokenID, receiver: KeyID, sent: Int64, answers: TokenID? = nil, body: JSON
    ) {
        self.exchange = exchange
        self.id = id
        self.receiver = receiver
        self.sent = sent
        self.answers = answers
        self.body = body
    }

    /// Why bytes are no message from a sender who is known.
    public enum Fault: Error, Hashable, Sendable {
        /// They are no tagged COSE_Sign1 message with a key id, or their payload is no message.
        case notUnderstood
        /// No trusted sender has the key of this id.
        case unknownSender
        /// The signature does not fit.
        case forged
    }

    /// So many bytes are looked at, and no more.
    public static let longest = 65_536

    /// The message, signed.
    ///
    /// - Throws: `CredentialError.signing` where the cryptographic library fails.
    public func signed(by key: SigningKey) throws(CredentialError) -> [UInt8] {
        try COSESigner(key: key, isTagged: true).sign(Array(json.text.utf8))
    }

    /// The message in these bytes, and the key that signed it, which is one of those given.
    ///
    /// - Throws: `Fault`.
    public static func open(_ bytes: [UInt8], trusting keys: KeySet) throws(Fault) -> (ExchangeMessage, KeyID) {
        let rules = CBORDecoder.Rules(maximumBytes: longest, maximumDepth: 4, requiresDeterministic: true)
        guard bytes.count <= longest,
            let envelope = try? COSESign1(decoding: bytes, tagging: .required, rules: rules),
            let keyID = envelope.protected.keyID, let payload = envelope.payload
        else { throw .notUnderstood }
        let candidates = keys[keyID]
        guard !candidates.isEmpty else { throw .unknownSender }
        guard candidates.contains(where: { envelope.isSigned(by: $0) }) else { throw .forged }
        guard let text = String(validating: payload, as: UTF8.self), let json = try? JSON(parsing: text),
            let message = ExchangeMessage(json)
        else { throw .notUnderstood }
        return (message, keyID)
    }

    private var json: JSON {
        var members: [JSON.Member] = [
            .init("exchange", .string(exchange)), .init("id", .string(Base64URL.encode(id.bytes))),
            .init("receiver", .string(receiver.description)), .init("sent", .integer(sent)),
        ]
        if let answers { members.append(.init("answers", .string(Base64URL.encode(answers.bytes)))) }
        members.append(.init("body", body))
        return .object(members)
    }

    private init?(_ json: JSON) {
        guard let exchange = json["exchange"]?.string, let id = json["id"]?.string.flatMap(TokenID.init(text:)),
            let receiver = json["receiver"]?.string.flatMap(KeyID.init(text:)),
            case .integer(let sent) = json["sent"], let body = json["body"], case .object = body
        else { return nil }
        var answers: TokenID?
        if let text = json["answers"] {
            answers = text.string.flatMap(TokenID.init(text:))
            guard answers != nil else { return nil }
        }
        self.init(exchange: exchange, id: id, receiver: receiver, sent: sent, answers: answers, body: body)
    }
}
