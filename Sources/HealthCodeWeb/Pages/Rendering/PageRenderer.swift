import Foundation
import HealthCodeCore
import Mustache

/// Draws pages: holds the templates and the catalogues of both languages, read once at the start.
struct PageRenderer: Sendable {
    let library: MustacheLibrary
    private let chinese: Catalogue
    private let english: Catalogue
    /// Names the version of the assets.
    let assets: String

    /// Reads `Templates/` and `Catalogues/` in the folder of resources.
    init(resources: URL, assets: String) throws {
        library = MustacheLibrary(
            templates: try PageRenderer.templates(in: resources.appendingPathComponent("Templates")))
        let catalogues = resources.appendingPathComponent("Catalogues")
        chinese = try Catalogue(language: .simplifiedChinese, in: catalogues)
        english = try Catalogue(language: .english, in: catalogues)
        self.assets = assets
    }

    /// The words of a language.
    func words(_ language: Language) -> Catalogue {
        switch language {
        case .simplifiedChinese: chinese
        case .english: english
        }
    }

    /// The HTML of a page for one who stands so.
    func render(_ page: some Page, for reader: Reader) -> String {
        let words = words(reader.language)
        let sheet = Sheet(page: page, frame: frame(of: page, for: reader, words: words), words: words)
        return library.render(sheet, withTemplate: type(of: page).template) ?? ""
    }

    private func frame<P: Page>(of page: P, for reader: Reader, words: Catalogue) -> Frame {
        let tabs = P.isBare ? [] : reader.tabs(words: words)
        return Frame(
            lang: reader.language.rawValue, title: page.title, assets: assets, styles: ["base"] + P.styles,
            modules: ["page"] + P.modules, shape: P.shape, isBare: P.isBare, refresh: page.refresh,
            manifest: P.manifest, csrf: reader.csrf, otherLanguage: reader.otherLanguage, tabs: tabs,
            hasTabs: !tabs.isEmpty)
    }

    /// Every template under the folder, by its path without the extension.
    static func templates(in folder: URL) throws -> [String: MustacheTemplate] {
        var templates: [String: MustacheTemplate] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where path.hasSuffix(".mustache") {
            let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
            templates[String(path.dropLast(".mustache".count))] = try MustacheTemplate(string: text)
        }
        return templates
    }
}

/// Who reads a page, as far as every page needs to know.
struct Reader: Sendable {
    var language: Language
    /// What forms send back to prove that they are ours.
    var csrf: String
    /// The path of the page, with its query, for the way back after a change of language.
    var path: String
    var isSignedIn: Bool
    var isCollector: Bool
    var isAdministrator = false

    var otherLanguage: Frame.LanguageLink {
        let other: Language = language == .english ? .simplifiedChinese : .english
        let back = path.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return Frame.LanguageLink(
            name: other == .english ? "English" : "中文", lang: other.rawValue,
            href: "/language/\(other.rawValue)?back=\(back)")
    }

    func tabs(words: Catalogue) -> [Tab] {
        guard isSignedIn else { return [] }
        var tabs = [Tab(icon: "icons/people", word: words("common.tab_people"), href: "/people", isCurrent: false)]
        if isCollector {
            tabs.append(Tab(icon: "icons/scan", word: words("common.tab_collect"), href: "/collect", isCurrent: false))
        }
        if isAdministrator {
            tabs.append(Tab(icon: "icons/list", word: words("common.tab_console"), href: "/console", isCurrent: false))
        }
        tabs += [
            Tab(icon: "icons/help", word: words("common.help"), href: "/help", isCurrent: false),
            Tab(icon: "icons/me", word: words("common.tab_account"), href: "/account", isCurrent: false),
        ]
        return tabs.map { tab in
            var tab = tab
            tab.isCurrent = path == tab.href || path.hasPrefix(tab.href + "/") || path.hasPrefix(tab.href + "?")
            return tab
        }
    }
}
