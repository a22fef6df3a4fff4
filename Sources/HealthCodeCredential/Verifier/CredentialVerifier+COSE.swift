extension CredentialVerifier {
    /// Issuers may leave lengths open and write numbers longer than need be; our own codes may not.
    private static let rules = CBORDecoder.Rules(
        maximumBytes: HealthCertificate.longestMessage, allowsIndefiniteLengths: true)

    /// Everything that is to be said of a message.
    func examine(message bytes: [UInt8], as format: Format, at now: Int64) -> Report {
        var report = Report(format)
        let message: COSESign1
        do {
            message = try COSESign1(decoding: bytes, rules: Self.rules)
        } catch {
            refuse(error, in: &report)
            return report
        }
        report.keyID = message.keyID
        if let signer = signer(of: message, in: &report) {
            report.isSigned = true
            report.signer = signer
            report.signature = message.signature
        }
        guard let payload = message.payload else {
            report.refuse(.cose, .damaged, "What is signed is not in it.")
            return report
        }
        examine(payload: payload, in: &report, at: now)
        return report
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

    /// The trusted signer whose signature the message bears; nil, with the reason in the report, where there is none.
    private func signer(of message: COSESign1, in report: inout Report) -> Signer? {
        guard let algorithm = message.algorithm else {
            report.refuse(.cose, .notUnderstood, "It names no signature algorithm that is understood.")
            return nil
        }
        let named = trust.signers(for: message)
        guard !named.isEmpty else {
            let name = message.keyID.map { " \($0)" } ?? ""
            report.refuse(.key, .foreign, "No trusted issuer has the key\(name).")
            return nil
        }
        let able = named.filter { $0.key.algorithms.contains(algorithm) }
        if let signer = able.first(where: { message.isSigned(by: $0.key) }) { return signer }
        if able.isEmpty {
            report.refuse(.key, .forged, "The key that it names does not make signatures of \(algorithm.name).")
        } else if let id = message.keyID, able.contains(where: { $0.ids.contains(id) }) {
            report.refuse(.cose, .forged, "The signature does not fit: it was edited, or made by someone else.")
        } else {
            report.refuse(.key, .foreign, "No trusted issuer's key fits the signature.")
        }
        return nil
    }

    private func examine(payload: [UInt8], in report: inout Report, at now: Int64) {
        let claims: CWTClaims
        do {
            claims = try CWTClaims(decoding: payload, rules: Self.rules)
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
            examine(certificate: certificate, in: &report, at: now)
        } else if report.format == .covidCertificate {
            report.refuse(.schema, .notUnderstood, "There is no health certificate in it.")
        } else {
            report.format = .webToken
            report.payload = (try? CBORDecoder(Self.rules).decode(payload)).map(JSON.init(showing:))
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

extension TrustList {
    /// The signers that a message may mean, by its key id or by a certificate that it names (RFC 9360 sections 2 and 3).
    fileprivate func signers(for message: COSESign1) -> [Signer] {
        if message.keyID != nil {
            let named = signers(named: message.keyID)
            if !named.isEmpty { return named }
        }
        let certificates = message.certificateFingerprints
        if !certificates.isEmpty { return certificates.flatMap { signers(fingerprint: $0) } }
        return message.keyID == nil ? signers(named: nil) : []
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
