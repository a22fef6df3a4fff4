import HealthCodeCredential
import Testing

/// Signatures that OpenSSL made with one key of 2048 bits over the text “healthcode”.
@Suite("RSA-PSS as COSE has it: the salt is as long as the hash (RFC 8230 section 2)")
struct SaltLengthTests {
    private static let message = Array("healthcode".utf8)

    private func isValid(_ signature: String) throws -> Bool {
        let key = try #require(try Signer.all(jwks: #"{"kty":"RSA","e":"AQAB","n":"\#(Self.modulus)"}"#).first).key
        return key.isValid(try #require(Base64URL.decode(signature)), for: Self.message, by: .ps256)
    }

    @Test("A salt of 32 bytes goes with SHA-256")
    func right() throws { #expect(try isValid(Self.salt32)) }

    @Test(
        "A salt of another length, another hash in the mask and PKCS #1 v1.5 are refused",
        arguments: [salt0, salt20, salt31, salt33, salt222, sha1Mask, pkcs1])
    func wrong(signature: String) throws { #expect(try !isValid(signature)) }

    private static let modulus =
        "6AlKvLZzwMFzqIZJflnhojKMQ_FqWHsODq3ZT9TsTuVFqBXQJUtRgRidUmFSwhwxJK50QuIT2ixs1H_7moXx9AxRlSxQP_DM"
        + "sy68jkhoYhyxR0n6vXwCMCa_2gtAIECjaQJB0mTpxVNdRKgztg7tpePjy225zZaXhgpJ27_CG-4YhCMarbOv0T4uztmKZ7GJ"
        + "pHEFxEb0qNpGhW7GcF6FTtiDZsam6qhVBZ7ZOgAfDTDW8Ajd-UX-_n0zwDukmLjd7uSBo_ZPGdctJjXcxswVf7QmKDX-I123"
        + "JssXxKoTuxc4wvbRn3Gszv9sHiIv64dpm2M4vW6un6KjZ7C9ga38Qw"
    private static let salt32 =
        "yrAmPY_A_cg7ECmba5amcgAPTxFEiNLuKzQf9EjU6IJ3qBOj-pF_qWZnEeq05-wTnkdLVAY4VyoHFvKXlIbsxqhr_wGyrARV"
        + "Att3DTk9m_FWx7UulYpM9wH9wJLGUwBS7UhWPVLGICVH07er7EArWZeNKfJ9iEQeLhVyMGfK8spWVWdx1URO8kBy8cDSnJFn"
        + "wmz90mykd3ETc2Br25D57Vf82KWgP0RPdbvbYSm2uqYujQFSNV2EgBQiymEeUTTXC0LfOcDKYY_M0lUokTpoRRiSEx_BIvpZ"
        + "oj7E9umD4azBB9ga3DuT9qwHrylTQa86G2c8IeKPLO8bQrX61LsWrg"
    private static let salt0 =
        "EmvLIt6dK5jldN6lFGnpbPH9p8A_nw78KepyVvpqdCrDrFDFf7SgBUh6LYL7o5-a2zyMs7IzKght0maXQfTZgsPjWXLfVzBu"
        + "3Zcxu7CaJJAnEKzhwC7q7gemgg8KepGGGLl9hmyw8S6Ox39BmZS99M1jSF9pHF-EgvCe1E-XvUrkOEFv9MFBbmJNXdCRfD12"
        + "kMulMy9VqvzU8Q_mfNklu4tvZfomqeilBNIw92AQomIOJ-zJ9yRci3z8m9f3sZltCIYYwm4FvGFcJ3p7y6roY3r9qgsb40FD"
        + "-yO6zpmf043-RhoUwbSu_ugX3DxuS2XD19DLkGR4h4RgI82qczk7XQ"
    private static let salt20 =
        "dGM_khCDxlVYSKMGOGJdK0_R8ipTj1mb2aowlUpg3RrQp0qo3F2x9EjCkPyQeTtRUMmP1lwRUbrH3hbCeM8IoCdub43ftg9T"
        + "KSAFYq8Ql96J8V0mXTL1DkvNuASmTHkJW5D2rZujN-3K1FUgRbr3n3717tTOhyDk8srV9I96UEydqPHnnGjXW5-EztaRqxKv"
        + "PMAbREpGzWHZg9rnWuCjNewa2D8cxfBX6S0piw5xHHHxamDJE6EEEPyiNdUQMGOvNkMesgGPdingMLjmiI3tjFi239XzcTs7"
        + "nvEtS8UrMkjShRgyLZFoFeoc1lvluRC_9iYqtbWs_TIzo064ksXYJg"
    private static let salt31 =
        "raoD9TjpOth-z_CrzZKl-5-x2qoPckhk1u867mS6o48eTXAfcD1yVI-ZDiANe_jp5zd4N393xoXtI6nHbNmM5boVtBk0yYfO"
        + "GwhnkL_vEzFovcRdcGEZypT8zjkQNZLCC9N37bvvHkOJhqaAN4jf5teEup1Cnsj5ou9FSzj-pdinDRqqqfM2IVy_cA7e4iIc"
        + "A4OnCexphcm05gjRxarkkWcQ41K8_zRDhdwykWxmoOhjKDrZJw2kydpKjd95gWr31wIjGbEYkJm3Gycfj9No4DlJ8go7WG1x"
        + "Hg-iXHKXmLvSHIi5NVw78VtvwKYl5WPOrK2B_UOQJfjlUsA25H0PGA"
    private static let salt33 =
        "UjqLk7zkD5Y_5Oh11Fs3FJ6y-Xqd_DvJd3P91b2NxPbsXwnyBTCnCJM-KZx5TElD_Axvo1XFDNvIsBbl-Gu5yvrBM67zsBFs"
        + "t3-p6Mdf76NbmvlT86GvMscZUA6MSZyNI6SvRlnD-qQTk79ciEP5D6k0dfUBAX1KE5Dadasze-o7fxUGh4x9JivSsQzsQPPG"
        + "D7iSR5cVxyo3As-MRDm6i6w1RPgDv6DLtvDjgxWfZ7ebNtHA3lWKEOwyZ-D1x9sfErWe4cw6DJ0CB0lw2X7fsCurLyrwnDSY"
        + "i1yMVRzQt8gia5wvHK8NDk5SHwhP1hK6GwjHXaU2b5QZzcieA-qQCQ"
    private static let salt222 =
        "A3Ybml8dGgLP5VtddW1eIWjSCQok9Op2dSoBlzosb_pLKoH2xFmL12gfD5XGVVdKE0WyWZXHUR9JaaJ0Xm0Af11Z-_g0xRxP"
        + "aocS1nLcTW3y3paH4uAXLmTVQTxlV9YLlieihknsksqZbd5qjarl4oG13ycKXMjxvhfETZj6eulZZyzeC0ZXqjEk-iK7WiaZ"
        + "H-X_3d9BPeld9NG6oH2vJBkYtdZRBr5ivJRThCArshPl47zPlIbf6zmTkGiiryOdZnMvZJFugPbn_P6Ec4DPoZ_TusXZI7sB"
        + "ivqOwCbB7sxaLGQX8B1WymtUFwnxYUdhJNhn0iub6fxtfFDWoiQZAg"
    private static let sha1Mask =
        "2F9YKLelzq93uDXstzoTOfinA28c3JHn49GSZeVHPh-SyubHVr0Md_h_VBLHWGA4Bu7wY27UDivRpWuakbXc8319mgr9HIcW"
        + "1K1arkOF4ThmIRgHrUY8M5852ebtikyJcVVblLObCmF0zbXm3HvDN-298jX7bwXA1UVYRSMp0X_7WmqIn9kLcq0AwT6kRqmm"
        + "gY7oCAqyJWTW3yUAxpg6AODEUnr_m5gWXc8HfOOMvR8cYetV48_Bdiu8AOLHk3JoeB2WD8-OiBZS5ls785MIBk118sJJp9xd"
        + "i6woaVGFpdB0z8vDdEK9piImDmxvCJ4QjGi7MH8CrfvyJH3eXhN56Q"
    private static let pkcs1 =
        "HbR3hrnQd_H5n4tydnwb_he6Op5FK1CXFNIauUglnvLmXyPLv3ccwomJVmO7dHTPdWox3gdTPXwjs4AUD9hGLgDJJjJnquy3"
        + "21GgweJc4LXtKs-G0nx8hJNJ_2Fmtmt5N8OcO9MIoT8RLHw2JY8Q62sZCbDLj6Jltj0yfIEup4XyEd8RI1FiUcrS0t8PkFSv"
        + "1N4IEb7AXjOugAVh_yAC2cfs2k_t8nW-ZRYpf1MRe5c0lChwdnylPALPGF5S39ZzuEBRK7478BtJ7DhTmnpiBStvSM6X_jo9"
        + "IIKmrQYmqDw2HlO0ns6n4tBp6B45cZr3NxofFytcV1buQj8g3QCDdQ"
}
