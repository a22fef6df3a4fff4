import HealthCodeCore
import Mustache

/// What one page shows. Its template reads the stored properties by name, the words of the language as `t`, and what
/// is around every page as `frame`.
protocol Page: Sendable {
    /// The template's name.
    static var template: String { get }
    /// The style sheets beside the base.
    static var styles: [String] { get }
    /// The script modules; the page works without them.
    static var modules: [String] { get }
    /// The class of `main`: empty for a column, `wide`, `station`.
    static var shape: String { get }
    /// Whether the page leaves out head, foot and tabs, for a verdict that fills the screen.
    static var isBare: Bool { get }
    /// The manifest by which a browser installs the page as an app of its own; nil for none.
    static var manifest: String? { get }
    /// The page's name, as the window shows it.
    var title: String { get }
    /// After how many seconds a browser without scripts loads the page again.
    var refresh: Int? { get }
}

extension Page {
    static var styles: [String] { ["forms"] }
    static var modules: [String] { [] }
    static var shape: String { "" }
    static var isBare: Bool { false }
    static var manifest: String? { nil }
    var refresh: Int? { nil }
}

/// What is around every page.
struct Frame {
    var lang: String
    var title: String
    /// The path under which assets of this version are found.
    var assets: String
    var styles: [String]
    var modules: [String]
    var shape: String
    var isBare: Bool
    var refresh: Int?
    var manifest: String?
    /// What forms send back to prove that they are ours.
    var csrf: String
    var otherLanguage: LanguageLink
    var tabs: [Tab]
    var hasTabs: Bool

    struct LanguageLink {
        var name: String
        var lang: String
        var href: String
    }
}

/// One of the tabs at the foot of a signed-in page.
struct Tab {
    var icon: String
    var word: String
    var href: String
    var isCurrent: Bool
}

/// A page in its frame, as templates see it.
struct Sheet: MustacheParent {
    let page: any Page
    let frame: Frame
    let words: Catalogue

    func child(named name: String) -> Any? {
        switch name {
        case "frame": return frame
        case "t": return words
        default:
            guard let value = Mirror(reflecting: page).children.first(where: { $0.label == name })?.value else {
                return nil
            }
            let mirror = Mirror(reflecting: value)
            return mirror.displayStyle == .optional ? mirror.children.first?.value : value
        }
    }
}
