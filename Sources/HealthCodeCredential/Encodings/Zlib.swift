internal import CZlib

/// The compressed form of RFC 1950 (zlib) and the bare one of RFC 1951 (deflate), by Debian's zlib.
public enum Zlib {
    /// With the header and checksum of zlib, or without.
    public enum Wrapping: Sendable {
        /// RFC 1950: two bytes of header, an Adler-32 at the end.
        case zlib
        /// RFC 1951: the deflated data alone.
        case bare

        fileprivate var windowBits: Int32 {
            switch self {
            case .zlib: 15
            case .bare: -15
            }
        }
    }

    /// Why bytes could not be inflated.
    public enum Fault: String, Error, Sendable {
        /// Not the format, a wrong checksum, or a preset dictionary.
        case damaged = "the data is not compressed as it should be, or is damaged"
        /// The end of the stream is missing.
        case truncated = "the compressed data ends too early"
        /// Something stands after the end of the stream.
        case trailing = "something follows the compressed data"
        /// More would come out than allowed.
        case tooLong = "the data would be longer than allowed"
    }

    /// What these bytes inflate to: one whole stream, nothing after it.
    ///
    /// - Parameters:
    ///   - bytes: the compressed data.
    ///   - maximum: the most bytes that may come out; no more memory than that is taken.
    ///   - wrapping: zlib or bare.
    /// - Throws: `Fault`.
    public static func inflate(_ bytes: [UInt8], maximum: Int, _ wrapping: Wrapping = .zlib) throws(Fault) -> [UInt8] {
        var stream = z_stream()
        guard inflateInit2_(&stream, wrapping.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else {
            throw .damaged
        }
        defer { inflateEnd(&stream) }
        var input = bytes
        var output: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: min(maximum + 1, max(1024, bytes.count * 4)))
        let status = input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            var status = Z_OK
            while status == Z_OK, output.count <= maximum {
                status = piece.withUnsafeMutableBufferPointer { piece in
                    stream.next_out = piece.baseAddress
                    stream.avail_out = UInt32(piece.count)
                    let status = CZlib.inflate(&stream, Z_NO_FLUSH)
                    output.append(contentsOf: piece[..<(piece.count - Int(stream.avail_out))])
                    return status
                }
            }
            return status
        }
        guard output.count <= maximum else { throw .tooLong }
        switch status {
        case Z_STREAM_END: break
        case Z_OK, Z_BUF_ERROR: throw .truncated
        default: throw .damaged
        }
        guard stream.avail_in == 0 else { throw .trailing }
        return output
    }

    /// These bytes compressed, as small as zlib makes them.
    public static func deflate(_ bytes: [UInt8], _ wrapping: Wrapping = .zlib) -> [UInt8] {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        let opened = deflateInit2_(
            &stream, Z_BEST_COMPRESSION, Z_DEFLATED, wrapping.windowBits, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        // Only a lack of memory, or another library than was compiled against, can make this fail.
        precondition(opened == Z_OK, "zlib cannot be used")
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let length = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                _ = CZlib.deflate(&stream, Z_FINISH)
                return output.count - Int(stream.avail_out)
            }
        }
        return Array(output[..<length])
    }
}
