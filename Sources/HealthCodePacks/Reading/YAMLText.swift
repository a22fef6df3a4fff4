import HealthCodeCore
import Yams

extension Reader {
    /// The most that one file may hold, in UTF-8 bytes: a pack of a province is about 10,000.
    static let sizeLimit = 1 << 20
    /// How deep values may lie within one another; a rule that anyone can read needs far less.
    static let depthLimit = 40

    /// The root of the YAML document (YAML 1.1, read by libyaml), or nil where the text is none.
    mutating func root(of text: String) -> Node? {
        guard text.utf8.count <= Reader.sizeLimit else {
            note(
                "the file is larger than \(Reader.sizeLimit) bytes", zh: "文件超过 \(Reader.sizeLimit) 字节", line: 1,
                column: 1)
            return nil
        }
        do {
            // The parser must outlive the walk below: nodes hold their anchors weakly.
            let parser = try Parser(yaml: text, encoding: .utf8)
            guard let root = try parser.singleRoot(), root.scalar?.string != "" else {
                note("the file is empty", zh: "文件是空的", line: 1, column: 1)
                return nil
            }
            let plain = withExtendedLifetime(parser) { isPlain(root, depth: 0) }
            return plain ? root : nil
        } catch let error as YamlError {
            note(error)
        } catch {
            note("not YAML: \(error)", zh: "不是 YAML 格式：\(error)", line: 1, column: 1)
        }
        return nil
    }

    /// Anchors and aliases are refused: a reader of rules should not have to look elsewhere for what a rule says, and
    /// a few lines of them can stand for billions of nodes.
    private mutating func isPlain(_ node: Node, depth: Int) -> Bool {
        if node.anchor != nil {
            note(
                "'&' and '*' are not used here; write it out where it is needed", zh: "这里不用“&”和“*”；请在需要的地方直接写出来",
                at: node)
            return false
        }
        if depth > Reader.depthLimit {
            note("nested too deeply", zh: "嵌套太深", at: node)
            return false
        }
        let children = Array(node.sequence ?? []) + (node.mapping ?? [:]).flatMap { [$0, $1] }
        return children.reduce(true) { plain, child in isPlain(child, depth: depth + 1) && plain }
    }

    private mutating func note(_ error: YamlError) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let situation = context.map { "\($0.text) (line \($0.mark.line)): " } ?? ""
            note(
                "not YAML: \(situation)\(problem)", zh: "不是 YAML 格式，请检查缩进、冒号和引号：\(situation)\(problem)",
                line: mark.line, column: mark.column)
        case .duplicatedKeysInMapping(let duplicates, let context):
            let words = duplicates.map { "'\($0)'" }.joined(separator: ", ")
            note(
                "\(words) is written twice for the same thing; the first is here", zh: "\(words) 写了两次，这里是第一次",
                line: context.mark.line, column: context.mark.column)
        case .reader(let problem, let offset, _, let yaml):
            let before = yaml.prefix(offset ?? 0)
            let line = before.count { $0 == "\n" } + 1
            let column = before.reversed().prefix { $0 != "\n" }.count + 1
            note("not readable as text: \(problem)", zh: "不能作为文字读取：\(problem)", line: line, column: column)
        default:
            note("not YAML: \(error)", zh: "不是 YAML 格式：\(error)", line: 1, column: 1)
        }
    }
}
