import HealthCodeService

/// A pack and its scenarios as an administrator sent them: written into the page, or as files, which come instead of what
/// was written.
struct WrittenPack {
    var text: String
    var scenarios: String
    /// Whether any of it came as a file, and was not seen on the page yet.
    var hasFiles = false
    /// Files that are no text, by the names that they have where they came from.
    var unreadable: [String] = []

    init(text: String = "", scenarios: String = "") {
        self.text = text
        self.scenarios = scenarios
    }

    init(_ form: Form) {
        text = form.lines("text")
        scenarios = form.lines("scenarios")
        take(form.file("text-file"), into: \.text)
        take(form.file("scenarios-file"), into: \.scenarios)
    }

    private mutating func take(_ file: Multipart.Part?, into text: WritableKeyPath<WrittenPack, String>) {
        guard let file else { return }
        hasFiles = true
        let isText = !file.content.contains(0)
        guard isText, let content = String(validating: file.content, as: UTF8.self) else {
            unreadable.append(file.fileName ?? "")
            return
        }
        // Some editors begin a file with a mark of its encoding.
        self[keyPath: text] = String(content.trimmingPrefix("\u{FEFF}")).replacing("\r\n", with: "\n")
    }
}
