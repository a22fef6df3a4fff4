import CPNG
import CQREncode
public import HealthCodeService

/// Draws QR symbols with libqrencode, and PNG files of them with libpng.
///
/// Error correction level M: what a scratched phone screen needs, at the size that a small one has.
public struct QRSymbol: QRDrawing {
    /// Makes the drawing; it has no settings.
    public init() {}

    /// The white border that ISO/IEC 18004 asks for, in modules.
    private static let quietZone = 4

    public func svg(_ text: String) -> String? {
        withModules(of: text) { modules in
            let side = modules.width + 2 * Self.quietZone
            var path = ""
            path.reserveCapacity(modules.width * modules.width * 4)
            for row in 0..<modules.width {
                for run in modules.darkRuns(in: row) {
                    path += "M\(run.lowerBound + Self.quietZone) \(row + Self.quietZone)h\(run.count)v1h-\(run.count)z"
                }
            }
            return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" shape-rendering="crispEdges">\
                <path fill="#fff" d="M0 0h\(side)v\(side)H0z"/><path d="\(path)"/></svg>
                """
        }
    }

    public func png(_ text: String, pixelsPerModule: Int) -> [UInt8]? {
        let scale = max(1, min(pixelsPerModule, 40))
        return withModules(of: text) { modules in
            let side = (modules.width + 2 * Self.quietZone) * scale
            var pixels = [UInt8](repeating: 255, count: side * side)
            for row in 0..<modules.width {
                for run in modules.darkRuns(in: row) {
                    let left = (run.lowerBound + Self.quietZone) * scale
                    for line in 0..<scale {
                        let start = ((row + Self.quietZone) * scale + line) * side + left
                        for pixel in start..<(start + run.count * scale) { pixels[pixel] = 0 }
                    }
                }
            }
            return Self.encodePNG(pixels, side: side)
        }
    }

    /// Encodes the text in the densest modes that hold it; our codes are all in the alphanumeric one.
    private func withModules<Drawn>(of text: String, _ draw: (Modules) -> Drawn?) -> Drawn? {
        guard let symbol = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else { return nil }
        defer { QRcode_free(symbol) }
        let width = Int(symbol.pointee.width)
        return draw(Modules(width: width, bits: UnsafeBufferPointer(start: symbol.pointee.data, count: width * width)))
    }

    /// Compresses 8-bit grey pixels into a PNG file.
    private static func encodePNG(_ pixels: [UInt8], side: Int) -> [UInt8]? {
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        image.width = png_uint_32(side)
        image.height = png_uint_32(side)
        image.format = 0
        defer { png_image_free(&image) }
        var size = 0
        guard png_image_write_to_memory(&image, nil, &size, 0, pixels, 0, nil) != 0 else { return nil }
        var file = [UInt8](repeating: 0, count: size)
        guard png_image_write_to_memory(&image, &file, &size, 0, pixels, 0, nil) != 0 else { return nil }
        return Array(file.prefix(size))
    }
}

/// The modules of a symbol, row by row; the lowest bit of each byte says dark.
private struct Modules {
    let width: Int
    let bits: UnsafeBufferPointer<UInt8>

    /// The stretches of dark modules in a row.
    func darkRuns(in row: Int) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        for column in 0...width {
            let dark = column < width && bits[row * width + column] & 1 == 1
            if dark, start == nil { start = column }
            if !dark, let begun = start {
                runs.append(begun..<column)
                start = nil
            }
        }
        return runs
    }
}
