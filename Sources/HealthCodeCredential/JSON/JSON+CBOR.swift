/// Why a CBOR item is no JSON value, and where in it.
public struct JSONMisfit: Error, Hashable, Sendable {
    /// The way to the item, such as `/v/0/dt`; empty for the whole.
    public let path: String
    /// What stands there, in words.
    public let reason: String

    /// The same, seen from one level further out.
    fileprivate func inside(_ name: String) -> JSONMisfit { JSONMisfit(path: "/\(name)\(path)", reason: reason) }
}

extension JSON {
    /// The JSON value that a CBOR item means: maps with text keys, arrays, texts, finite numbers, booleans and null. A date-time
    /// text may carry tag 0, which does not change what it says (RFC 8949 section 3.4.1).
    ///
    /// - Throws: `JSONMisfit` for everything that JSON has no word for.
    public init(_ item: CBOR) throws(JSONMisfit) {
        self = try Self.value(of: item)
    }

    /// The path of a misfit is put together on the way back, so that nothing is written where all is well.
    private static func value(of item: CBOR) throws(JSONMisfit) -> JSON {
        switch item {
        case .unsigned, .negative:
            guard let number = item.integer else { throw JSONMisfit(path: "", reason: "a number is out of range") }
            return .integer(number)
        case .text(let text), .tagged(0, .text(let text)): return .string(text)
        case .bool(let value): return .bool(value)
        case .null: return .null
        case .float(let value):
            guard value.isFinite else { throw JSONMisfit(path: "", reason: "a number is not finite") }
            return Int64(exactly: value).map(JSON.integer) ?? .number(value)
        case .array(let items): return .array(try values(of: items))
        case .map(let entries): return .object(try members(of: entries))
        case .bytes: throw JSONMisfit(path: "", reason: "bytes stand where a text or a number belongs")
        case .tagged, .undefined, .simple:
            throw JSONMisfit(path: "", reason: "a value is of a type without meaning here")
        }
    }

    private static func values(of items: [CBOR]) throws(JSONMisfit) -> [JSON] {
        var values: [JSON] = []
        values.reserveCapacity(items.count)
        for (index, item) in items.enumerated() {
            do { values.append(try value(of: item)) } catch { throw error.inside("\(index)") }
        }
        return values
    }

    private static func members(of entries: [CBOR.Entry]) throws(JSONMisfit) -> [Member] {
        var members: [Member] = []
        members.reserveCapacity(entries.count)
        for entry in entries {
            guard case .text(let name) = entry.key else { throw JSONMisfit(path: "", reason: "a name is not a text") }
            do { members.append(Member(name, try value(of: entry.value))) } catch { throw error.inside(name) }
        }
        return members
    }

    /// A CBOR item as JSON, for people to read: bytes as base64url, tags left out, all keys as texts (RFC 8949 section 6.1).
    init(showing item: CBOR) {
        switch item {
        case .bytes(let bytes): self = .string(Base64URL.encode(bytes))
        case .array(let items): self = .array(items.map { JSON(showing: $0) })
        case .map(let entries):
            self = .object(
                entries.map { entry in
                    let key = JSON(showing: entry.key)
                    return Member(key.string ?? key.text, JSON(showing: entry.value))
                })
        case .tagged(_, let content): self = JSON(showing: content)
        case .unsigned(let number) where Int64(exactly: number) == nil: self = .number(Double(number))
        case .negative(let number) where Int64(exactly: number) == nil: self = .number(-1 - Double(number))
        default: self = (try? JSON(item)) ?? .null
        }
    }

    /// The CBOR item that says the same, in the order of the members.
    public var cbor: CBOR {
        switch self {
        case .null: .null
        case .bool(let value): .bool(value)
        case .integer(let number): CBOR(number)
        case .number(let number): .float(number)
        case .string(let text): .text(text)
        case .array(let items): .array(items.map(\.cbor))
        case .object(let members): .map(members.map { CBOR.Entry(.text($0.name), $0.value.cbor) })
        }
    }
}
