internal import CPKCS11
internal import Glibc

/// The library of a token (PKCS #11 2.40), opened by its path.
final class TokenModule: Sendable {
    /// Where the list of its functions lies, for as long as the process lives. Each may be called from any thread: the library
    /// was told so when it was initialised (section 5.4).
    private let functions: UInt

    /// Opens a library. It stays open: others of the process may use it too.
    init(path: String) throws(TokenError) {
        guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
            throw .noModule(dlerror().map { String(cString: $0) } ?? path)
        }
        guard let symbol = dlsym(library, "C_GetFunctionList") else {
            throw .noModule("\(path) is no PKCS #11 module")
        }
        let list = unsafeBitCast(symbol, to: CK_C_GetFunctionList.self)
        var found: UnsafeMutablePointer<CK_FUNCTION_LIST>?
        guard list(&found) == CKR_OK, let found else { throw .noModule("\(path) is no PKCS #11 module") }
        functions = UInt(bitPattern: found)
        var arguments = CK_C_INITIALIZE_ARGS()
        arguments.flags = CKF_OS_LOCKING_OK
        let code = found.pointee.C_Initialize?(&arguments) ?? CKR_FUNCTION_NOT_SUPPORTED
        guard code == CKR_OK || code == CKR_CRYPTOKI_ALREADY_INITIALIZED else {
            throw .noModule("it does not start (CK_RV 0x\(String(code, radix: 16)))")
        }
    }

    /// Calls one of its functions.
    func call(
        _ step: String, _ function: (CK_FUNCTION_LIST) -> CK_RV?
    ) throws(TokenError) {
        let list = UnsafePointer<CK_FUNCTION_LIST>(bitPattern: functions)
        let code = list.flatMap { function($0.pointee) } ?? CKR_FUNCTION_NOT_SUPPORTED
        switch code {
        case CKR_OK: return
        case CKR_PIN_INCORRECT, CKR_PIN_INVALID, CKR_PIN_LEN_RANGE: throw .wrongPIN
        case CKR_PIN_LOCKED: throw .lockedPIN
        default: throw .failed(step: step, code: code)
        }
    }

    /// The slot of the token with a label.
    func slot(of label: String) throws(TokenError) -> CK_SLOT_ID {
        var count: CK_ULONG = 0
        try call("C_GetSlotList") { $0.C_GetSlotList?(1, nil, &count) }
        var slots = [CK_SLOT_ID](repeating: 0, count: Int(count))
        try call("C_GetSlotList") { $0.C_GetSlotList?(1, &slots, &count) }
        for slot in slots.prefix(Int(count)) {
            var info = CK_TOKEN_INFO()
            try call("C_GetTokenInfo") { $0.C_GetTokenInfo?(slot, &info) }
            // 32 bytes, filled up with spaces (section 3.2).
            let name = withUnsafeBytes(of: info.label) { String(decoding: $0, as: UTF8.self) }
            if name.padded(to: 32) == label.padded(to: 32) { return slot }
        }
        throw .noToken(label)
    }

    func open(_ slot: CK_SLOT_ID, writing: Bool = false) throws(TokenError) -> CK_SESSION_HANDLE {
        var session: CK_SESSION_HANDLE = 0
        let flags = CKF_SERIAL_SESSION | (writing ? CKF_RW_SESSION : 0)
        try call("C_OpenSession") { $0.C_OpenSession?(slot, flags, nil, nil, &session) }
        return session
    }

    func close(_ session: CK_SESSION_HANDLE) {
        // A session that was ended by the token cannot be closed, and need not be.
        try? call("C_CloseSession") { $0.C_CloseSession?(session) }
    }

    /// Logs in, for all sessions of this process with the token.
    func logIn(_ session: CK_SESSION_HANDLE, pin: String) throws(TokenError) {
        var pin = Array(pin.utf8)
        do throws(TokenError) {
            try call("C_Login") { $0.C_Login?(session, CKU_USER, &pin, CK_ULONG(pin.count)) }
        } catch .failed(_, CKR_USER_ALREADY_LOGGED_IN) {}
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - utf8.count))
    }
}
