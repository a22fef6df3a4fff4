internal import CPKCS11

/// Makes, finds and destroys keys in a token.
public struct TokenKeys {
    private let module: TokenModule
    private let path: String
    private let label: String
    private let pin: String

    /// The token with a label, by the module at a path.
    ///
    /// - Throws: `TokenError.noModule`.
    public init(module path: String, token label: String, pin: String) throws(TokenError) {
        module = try TokenModule(path: path)
        (self.path, self.label, self.pin) = (path, label, pin)
    }

    /// Makes a key of P-256 that never leaves the token.
    ///
    /// - Parameter id: its `CKA_ID`, new and random.
    /// - Throws: `TokenError`.
    public func make(id: [UInt8]) throws(TokenError) -> TokenPlace {
        try inSession { session throws(TokenError) in
            var shown = TokenAttributes.key(CKO_PUBLIC_KEY, id: id)
            var hidden = TokenAttributes.key(CKO_PRIVATE_KEY, id: id)
            shown.add(CKA_EC_PARAMS, TokenKey.curve)
            shown.add(CKA_TOKEN, true)
            shown.add(CKA_VERIFY, true)
            for (type, flag) in [
                (CKA_TOKEN, true), (CKA_PRIVATE, true), (CKA_SENSITIVE, true), (CKA_EXTRACTABLE, false),
                (CKA_SIGN, true),
            ] {
                hidden.add(type, flag)
            }
            shown.add(CKA_LABEL, Array("healthcode".utf8))
            hidden.add(CKA_LABEL, Array("healthcode".utf8))
            var mechanism = CK_MECHANISM(mechanism: CKM_EC_KEY_PAIR_GEN, pParameter: nil, ulParameterLen: 0)
            var (publicKey, privateKey): (CK_OBJECT_HANDLE, CK_OBJECT_HANDLE) = (0, 0)
            try shown.withTemplate { shown, shownCount throws(TokenError) in
                try hidden.withTemplate { hidden, hiddenCount throws(TokenError) in
                    try module.call("C_GenerateKeyPair") {
                        $0.C_GenerateKeyPair?(
                            session, &mechanism, shown, shownCount, hidden, hiddenCount, &publicKey, &privateKey)
                    }
                }
            }
        }
        return place(id)
    }

    /// The place of a key that was made otherwise, by its label.
    ///
    /// - Throws: `TokenError.noKey` where there is none.
    public func find(label: String) throws(TokenError) -> TokenPlace {
        let id = try inSession { session throws(TokenError) in
            var attributes = TokenAttributes()
            attributes.add(CKA_CLASS, number: CKO_PRIVATE_KEY)
            attributes.add(CKA_LABEL, Array(label.utf8))
            let key = try module.find(attributes, session)
            guard let id = try module.read(CKA_ID, of: key, session), !id.isEmpty else { throw TokenError.noKey }
            return id
        }
        return place(id)
    }

    /// Destroys a key; nothing brings it back.
    ///
    /// - Throws: `TokenError`.
    public func destroy(_ place: TokenPlace) throws(TokenError) {
        try inSession { session throws(TokenError) in
            for kind in [CKO_PRIVATE_KEY, CKO_PUBLIC_KEY] {
                let object = try module.find(.key(kind, id: place.id), session)
                try module.call("C_DestroyObject") { $0.C_DestroyObject?(session, object) }
            }
        }
    }

    private func place(_ id: [UInt8]) -> TokenPlace {
        let digits = id.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return TokenPlace(module: path, token: label, key: digits)
    }

    private func inSession<Answer>(
        _ work: (CK_SESSION_HANDLE) throws(TokenError) -> Answer
    ) throws(TokenError) -> Answer {
        let session = try module.open(try module.slot(of: label), writing: true)
        defer { module.close(session) }
        try module.logIn(session, pin: pin)
        return try work(session)
    }
}
