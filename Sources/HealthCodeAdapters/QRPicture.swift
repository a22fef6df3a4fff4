import CPNG
import CTurboJPEG
import CZBar
public import Foundation

/// Reads the QR symbols in a picture: PNG by libpng, JPEG by libjpeg-turbo, symbols by zbar.
public struct QRPicture {
    /// Why a picture gave no text.
    public enum Failure: Error, Hashable, Sendable {
        /// The file is not a picture of that kind, or is damaged.
        case notAPicture
        /// More than 24 million pixels, each of which takes two bytes while symbols are looked for.
        case tooLarge
    }

    private static let mostPixels = 24_000_000
    /// `Y800`, zbar's word for 8-bit grey.
    private static let grey8: UInt = 0x3030_3859

    private let width: UInt32
    private let height: UInt32
    private let pixels: [UInt8]

    /// Decodes a PNG or a JPEG file into grey, by how it begins. Throws `Failure`.
    public init(_ data: Data) throws(Failure) {
        if data.starts(with: [0xFF, 0xD8, 0xFF]) { try self.init(jpeg: data) } else { try self.init(png: data) }
    }

    /// Decodes a JPEG file into grey. Of one that is cut short, what is there is looked at. Throws `Failure`.
    public init(jpeg data: Data) throws(Failure) {
        let decoded = data.withUnsafeBytes { Self.decode(jpeg: $0.bindMemory(to: UInt8.self)) }
        (width, height, pixels) = try decoded.get()
    }

    private static func decode(
        jpeg file: UnsafeBufferPointer<UInt8>
    ) -> Result<(width: UInt32, height: UInt32, pixels: [UInt8]), Failure> {
        guard let start = file.baseAddress, let decoder = tjInitDecompress() else { return .failure(.notAPicture) }
        defer { tjDestroy(decoder) }
        var (width, height, sampling, colours): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
        let size = UInt(file.count)
        guard tjDecompressHeader3(decoder, start, size, &width, &height, &sampling, &colours) == 0, width > 0,
            height > 0
        else { return .failure(.notAPicture) }
        guard Int(width) * Int(height) <= mostPixels else { return .failure(.tooLarge) }
        var pixels = [UInt8](repeating: 255, count: Int(width) * Int(height))
        // A small file may ask for a great many passes over a large picture; 500 are more than any camera makes.
        let status = tjDecompress2(
            decoder, start, size, &pixels, width, 0, height, Int32(TJPF_GRAY.rawValue), TJFLAG_LIMITSCANS)
        guard status == 0 || tjGetErrorCode(decoder) == TJERR_WARNING.rawValue else { return .failure(.notAPicture) }
        return .success((UInt32(width), UInt32(height), pixels))
    }

    /// Decodes a PNG file into grey, transparency upon white. Throws `Failure`.
    public init(png data: Data) throws(Failure) {
        // libpng reads from the file's bytes until the end, so they stay in place for both calls.
        let decoded = data.withUnsafeBytes { Self.decode($0) }
        (width, height, pixels) = try decoded.get()
    }

    private static func decode(
        _ file: UnsafeRawBufferPointer
    ) -> Result<(width: UInt32, height: UInt32, pixels: [UInt8]), Failure> {
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        defer { png_image_free(&image) }
        guard let start = file.baseAddress, png_image_begin_read_from_memory(&image, start, file.count) != 0 else {
            return .failure(.notAPicture)
        }
        guard Int(image.width) * Int(image.height) <= mostPixels else { return .failure(.tooLarge) }
        image.format = 0
        var pixels = [UInt8](repeating: 0, count: Int(image.width) * Int(image.height))
        var white = png_color(red: 255, green: 255, blue: 255)
        guard png_image_finish_read(&image, &white, &pixels, 0, nil) != 0 else { return .failure(.notAPicture) }
        return .success((image.width, image.height, pixels))
    }

    /// The texts of the QR symbols in the picture, as zbar finds them.
    public func texts() -> [String] {
        guard let scanner = zbar_image_scanner_create(), let image = zbar_image_create() else { return [] }
        defer {
            zbar_image_destroy(image)
            zbar_image_scanner_destroy(scanner)
        }
        zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0)
        zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1)
        // Phones in their dark mode show light symbols upon black.
        zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_TEST_INVERTED, 1)
        zbar_image_set_format(image, Self.grey8)
        zbar_image_set_size(image, width, height)
        return pixels.withUnsafeBytes { raw in
            zbar_image_set_data(image, raw.baseAddress, UInt(raw.count), nil)
            var texts: [String] = []
            if zbar_scan_image(scanner, image) > 0 {
                var symbol = zbar_image_first_symbol(image)
                while let found = symbol {
                    if let data = zbar_symbol_get_data(found) {
                        let length = Int(zbar_symbol_get_data_length(found))
                        let bytes = UnsafeRawBufferPointer(start: data, count: length)
                        texts.append(String(decoding: bytes, as: UTF8.self))
                    }
                    symbol = zbar_symbol_next(found)
                }
            }
            return texts
        }
    }
}
