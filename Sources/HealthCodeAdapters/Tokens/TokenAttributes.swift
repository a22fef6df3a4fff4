internal import CPKCS11

/// What describes an object in a token, each attribute as its bytes.
struct TokenAttributes {
    private var entries: [(type: CK_ATTRIBUTE_TYPE, bytes: [UInt8])] = []

    mutating func add(_ type: CK_ATTRIBUTE_TYPE, _ bytes: [UInt8]) {
        entries.append((type, bytes))
    }

    mutating func add(_ type: CK_ATTRIBUTE_TYPE, number: CK_ULONG) {
        add(type, withUnsafeBytes(of: number, Array.init))
    }

    mutating func add(_ type: CK_ATTRIBUTE_TYPE, _ flag: Bool) {
        add(type, [flag ? 1 : 0])
    }

    /// A key of P-256: private or public, by its id.
    static func key(_ kind: CK_OBJECT_CLASS, id: [UInt8]) -> TokenAttributes {
        var attributes = TokenAttributes()
        attributes.add(CKA_CLASS, number: kind)
        attributes.add(CKA_ID, id)
        return attributes
    }

    /// The attributes as the functions of a module take them.
    func withTemplate<Answer>(
        _ body: (UnsafeMutablePointer<CK_ATTRIBUTE>?, CK_ULONG) throws(TokenError) -> Answer
    ) throws(TokenError) -> Answer {
        let storage = UnsafeMutablePointer<UInt8>.allocate(capacity: entries.reduce(1) { $0 + $1.bytes.count + 8 })
        defer { storage.deallocate() }
        var template: [CK_ATTRIBUTE] = []
        var end = storage
        for entry in entries {
            end.initialize(from: entry.bytes, count: entry.bytes.count)
            template.append(CK_ATTRIBUTE(type: entry.type, pValue: end, ulValueLen: CK_ULONG(entry.bytes.count)))
            end += (entry.bytes.count + 7) / 8 * 8
        }
        let count = CK_ULONG(template.count)
        return try template.withUnsafeMutableBufferPointer { buffer throws(TokenError) in
            try body(buffer.baseAddress, count)
        }
    }
}

extension TokenModule {
    /// The first object that fits.
    func find(_ attributes: TokenAttributes, _ session: CK_SESSION_HANDLE) throws(TokenError) -> CK_OBJECT_HANDLE {
        try attributes.withTemplate { template, count throws(TokenError) in
            try call("C_FindObjectsInit") { $0.C_FindObjectsInit?(session, template, count) }
        }
        var (object, found): (CK_OBJECT_HANDLE, CK_ULONG) = (0, 0)
        let outcome = Result { () throws(TokenError) in
            try call("C_FindObjects") { $0.C_FindObjects?(session, &object, 1, &found) }
        }
        try call("C_FindObjectsFinal") { $0.C_FindObjectsFinal?(session) }
        try outcome.get()
        guard found == 1 else { throw .noKey }
        return object
    }

    /// An attribute of an object; nil where it has none.
    func read(
        _ type: CK_ATTRIBUTE_TYPE, of object: CK_OBJECT_HANDLE, _ session: CK_SESSION_HANDLE
    ) throws(TokenError) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 512)
        var length: CK_ULONG = 0
        let code = bytes.withUnsafeMutableBytes { buffer in
            var attribute = CK_ATTRIBUTE(type: type, pValue: buffer.baseAddress, ulValueLen: CK_ULONG(buffer.count))
            defer { length = attribute.ulValueLen }
            return Result { () throws(TokenError) in
                try call("C_GetAttributeValue") { $0.C_GetAttributeValue?(session, object, &attribute, 1) }
            }
        }
        switch code {
        case .success: return Array(bytes.prefix(Int(length)))
        case .failure(.failed(_, CKR_ATTRIBUTE_TYPE_INVALID)): return nil
        case .failure(let error): throw error
        }
    }
}
