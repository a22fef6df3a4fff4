extension CredentialVerifier {
    /// Issuers may leave lengths open and write numbers longer than need be; our own codes may not.
    private static let rules = CBORDecoder.Rules(
        maximumBytes: HealthCertificate.longestMessage, allowsIndefiniteLengths: true)

    /// Everything that is to be said of a message. One of our own codes is held to its own, stricter rules.
    func examine(message bytes: [UInt8], as format: Format, at now: Int64) -> Report {
        var report = Report(format)
        let payload: [UInt8]?
        let signatures: [any COSESigned]
        do {
            (payload, signatures) = try Self.read(bytes, as: format)
        } catch {
            refuse(error, in: &report)
            return report
        }
        report.keyID = signatures.lazy.compactMap(\.keyID).first
        guard let payload else {
            report.refuse(.cose, .damaged, "What is signed is not in it.")
            return report
        }
        let item: Result<CBOR, CBORError>
        do throws(CBORError) {
            item = .success(try CBORDecoder(Self.rules).decode(payload))
        } catch {
            item = .failure(error)
        }
        if format == .message, case .success(let claims) = item,
            LiveCode.Kind.allCases.contains(where: { claims[$0.claim] != nil })
        {
            return ownCodes.verify(token: bytes, at: now).report
        }
        checkSignatures(signatures, over: payload, in: &report)
        examine(payload: payload, item, in: &report, at: now)
        return report
    }

    /// The content of a message and its signatures. A health certificate has one; other messages may have several.
    private static func read(
        _ bytes: [UInt8], as format: Format
    ) throws(COSEError) -> (payload: [UInt8]?, signatures: [any COSESigned]) {
        if format == .message, bytes.starts(with: [0xd8, UInt8(COSESign.tag)]) {
            let message = try COSESign(decoding: bytes, rules: rules)
            return (message.payload, message.signatures)
        }
        let message = try COSESign1(decoding: bytes, rules: rules)
        return (message.payload, [message])
    }

    /// Looks for a trusted signer whose signature fits. Of several signatures one is enough, as long as none is
    /// forged: the others may be for other verifiers.
    private func checkSignatures(_ signatures: [any COSESigned], over payload: [UInt8], in report: inout Report) {
        var reasons: [Reason] = []
        for signature in signatures {
            switch signer(of: signature, over: payload) {
            case .success(let signer) where !report.isSigned:
                report.isSigned = true
                report.signer = signer
                report.signature = signature.signature
                report.keyID = signature.keyID
            case .success: break
            case .failure(let refused): reasons.append(refused.reason)
            }
        }
        if report.isSigned { reasons.removeAll { $0.fault != .forged } }
        if !reasons.isEmpty { report.isSigned = false }
        for reason in reasons { report.refuse(reason.layer, reason.fault, reason.text) }
    }

    private struct Refused: Error {
        let reason: Reason

        init(_ layer: Layer, _ fault: Fault, _ text: String) {
            reason = Reason(layer, fault, text)
        }
    }

    private func refuse(_ error: COSEError, in report: inout Report) {
        switch error {
        case .cbor(let error):
            report.refuse(.cbor, .damaged, "It is not CBOR: \(error.fault.rawValue) (byte \(error.offset)).")
        case .shape: report.refuse(.cose, .damaged, "It is not a COSE_Sign1 message of four parts.")
        case .tag: report.refuse(.cose, .damaged, "Its CBOR tag is not that of a COSE_Sign1 message.")
        case .header(let why): report.refuse(.cose, .damaged, "Its header is not acceptable: \(why).")
        }
    }

    /// The trusted signer whose signature this is.
    private func signer(of signature: any COSESigned, over payload: [UInt8]) -> Result<Signer, Refused> {
        guard let algorithm = signature.algorithm else {
            return .failure(.init(.cose, .notUnderstood, "It names no signature algorithm that is understood."))
        }
        let (candidates, areNamed) = trust.signers(for: signature)
        guard !candidates.isEmpty else {
            let name = signature.keyID.map { " \($0)" } ?? ""
            return .failure(.init(.key, .foreign, "No trusted issuer has the key\(name)."))
        }
        if let signer = candidates.first(where: { signature.isSigned(by: $0.key, over: payload) }) {
            return .success(signer)
        }
        guard areNamed else {
            return .failure(.init(.key, .foreign, "No trusted issuer's key fits the signature."))
        }
        guard candidates.contains(where: { $0.key.algorithms.contains(algorithm) }) else {
            let text = "The key that it names does not make signatures of \(algorithm.name)."
            return .failure(.init(.key, .forged, text))
        }
        let text = "The signature does not fit: it was edited, or made by someone else."
        return .failure(.init(.cose, .forged, text))
    }

    private func examine(
        payload: [UInt8], _ item: Result<CBOR, CBORError>, in report: inout Report, at now: Int64
    ) {
        let claims: CWTClaims
        do throws(CWTClaims.Fault) {
            claims = try CWTClaims(item)
        } catch {
            if report.format == .message {
                report.payload = .object([.init("content", .string(Base64URL.encode(payload)))])
            } else {
                report.refuse(.cbor, .damaged, "What is signed is not a set of CWT claims: \(error.sentence).")
            }
            return
        }
        report.issuer = claims.issuer
        report.issued = claims.issued
        report.expires = claims.expires
        if let certificate = claims[HealthCertificate.claim] {
            report.format = .covidCertificate
            if let from = claims.notBefore, from - tolerance > now {
                report.refuse(.time, .early, "It does not hold yet.")
            }
            examine(certificate: certificate, in: &report, at: now)
        } else if report.format == .covidCertificate {
            report.refuse(.schema, .notUnderstood, "There is no health certificate in it.")
        } else {
            report.format = .webToken
            report.payload = (try? item.get()).map(JSON.init(showing:))
            checkTimes(of: claims, in: &report, at: now)
        }
    }

    /// The instants of a CBOR Web Token (RFC 8392 section 3.1).
    private func checkTimes(of claims: CWTClaims, in report: inout Report, at now: Int64) {
        if let expires = claims.expires, now >= expires { report.refuse(.time, .aged, "It has expired.") }
        if let from = claims.notBefore, from - tolerance > now {
            report.refuse(.time, .early, "It does not hold yet.")
        } else if let issued = claims.issued, issued - tolerance > now {
            report.refuse(.time, .early, "It was issued in the future: a clock is wrong.")
        }
        checkCertificateTime(in: &report, at: now)
    }

    /// A signer's certificate must hold now, and have held when it signed.
    func checkCertificateTime(in report: inout Report, at now: Int64) {
        guard let validity = report.signer?.validity else { return }
        if now > validity.upperBound {
            report.refuse(.time, .aged, "The certificate of its signer has expired.")
        } else if now < validity.lowerBound {
            report.refuse(.time, .early, "The certificate of its signer does not hold yet.")
        }
        if let issued = report.issued, !validity.contains(issued) {
            report.refuse(.key, .notEntitled, "It was signed when the certificate of its signer did not hold.")
        }
    }
}

extension CWTClaims {
    fileprivate init(_ item: Result<CBOR, CBORError>) throws(Fault) {
        switch item {
        case .success(let item): try self.init(item)
        case .failure(let error): throw .cbor(error)
        }
    }
}

extension CWTClaims.Fault {
    fileprivate var sentence: String {
        switch self {
        case .cbor(let error): "\(error.fault.rawValue) (byte \(error.offset))"
        case .shape: "they are not a map with numbers or texts as keys"
        case .claim(let key): "claim \(key) has a value of another type"
        }
    }
}
