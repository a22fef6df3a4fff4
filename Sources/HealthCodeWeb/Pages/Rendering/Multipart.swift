/// The body of a form that has files: `multipart/form-data` (RFC 7578, over RFC 2046, section 5.1), as browsers write it.
enum Multipart {
    /// One field, or one file.
    struct Part: Sendable {
        var name: String
        /// Of a file, as it is called where it came from; empty where none was chosen. Nil of a field.
        var fileName: String?
        var content: [UInt8]
    }

    /// The boundary that a content type names; nil where it is of another kind or names none.
    static func boundary(in contentType: String) -> String? {
        let parts = contentType.split(separator: ";").map { $0.trimmingPrefix { $0 == " " } }
        guard parts.first?.lowercased() == "multipart/form-data" else { return nil }
        let value = parts.dropFirst().first { $0.lowercased().hasPrefix("boundary=") }?.dropFirst("boundary=".count)
        let boundary = value.map { String($0).filter { $0 != "\"" } }
        return boundary.flatMap { $0.isEmpty || $0.utf8.count > 70 ? nil : $0 }
    }

    /// The parts between the boundaries; nil where the body is cut short or is nothing of the sort.
    static func parts(of body: [UInt8], boundary: String) -> [Part]? {
        let newline = Array("\r\n".utf8)
        let sections = (newline + body).split(
            separator: newline + Array("--\(boundary)".utf8), omittingEmptySubsequences: false)
        guard sections.count >= 2, sections[0].isEmpty, let end = sections.last, end.starts(with: "--".utf8) else {
            return nil
        }
        var parts: [Part] = []
        for section in sections[1..<(sections.count - 1)] {
            guard section.starts(with: newline), let part = part(section.dropFirst(newline.count)) else { return nil }
            parts.append(part)
        }
        return parts
    }

    private static func part(_ section: ArraySlice<UInt8>) -> Part? {
        guard let gap = section.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: section[..<gap.lowerBound], as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        guard let line = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
            let name = parameter("name", of: line)
        else { return nil }
        return Part(name: name, fileName: parameter("filename", of: line), content: Array(section[gap.upperBound...]))
    }

    /// A quoted parameter; browsers write the three characters that would end it as `%22`, `%0D` and `%0A`.
    private static func parameter(_ name: String, of line: Substring) -> String? {
        guard let start = line.firstRange(of: "; \(name)=\"")?.upperBound,
            let end = line[start...].firstIndex(of: "\"")
        else { return nil }
        return String(line[start..<end]).replacing("%22", with: "\"").replacing("%0D", with: "\r")
            .replacing("%0A", with: "\n")
    }
}
