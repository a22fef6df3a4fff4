import Foundation
import HealthCodeCore
import Testing

@testable import HealthCodeService
@testable import HealthCodeWeb

/// Templates, models and catalogues fit each other. Mustache renders what is missing as nothing, so these look for it.
@Suite("Pages are rendered whole")
struct PageRendererTests {
    static let resources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../Sources/HealthCodeWeb").standardizedFileURL

    let renderer: PageRenderer
    let templates: [String: String]

    init() throws {
        renderer = try PageRenderer(resources: Self.resources, assets: "/assets/0")
        let folder = Self.resources.appendingPathComponent("Templates")
        templates = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".mustache") }.reduce(into: [:]) {
                $0[String($1.dropLast(9))] = try String(contentsOf: folder.appendingPathComponent($1), encoding: .utf8)
            }
    }

    @Test("The check-in is offered only where the rules ask for it", arguments: [true, false])
    func checkIns(asked: Bool) throws {
        let words = renderer.words(.english)
        var view = PageSamples.green
        view.checkIns = asked
        let page = CodePage(view, qr: PageSamples.qr, family: PageSamples.family, words: words)
        #expect(render(page, .english).contains("/check-in\"") == asked)
    }

    private func reader(_ language: Language) -> Reader {
        var reader = Reader(language: language, csrf: "0a1b", path: "/people", isSignedIn: true, isCollector: true)
        reader.isCollector = language == .english
        return reader
    }

    @Test("Every name in a template is a property of the page that it shows", arguments: Language.allCases)
    func namesAreThere(language: Language) {
        for (name, page) in PageSamples(words: renderer.words(language)).all {
            let missing = TemplateNames(templates: templates).missing(in: page)
            #expect(missing.isEmpty, "\(name) lacks \(missing.sorted())")
        }
    }

    @Test("Every page has a template, one heading of the first level, and no tag left", arguments: Language.allCases)
    func pagesAreWhole(language: Language) {
        for (name, page) in PageSamples(words: renderer.words(language)).all {
            let html = render(page, language)
            #expect(html.contains("</html>"), "\(name) is not rendered")
            #expect(html.components(separatedBy: "<h1").count == 2, "\(name) has not one heading")
            #expect(!html.contains("{{") && !html.contains("Optional("), "\(name) shows its making")
        }
    }

    @Test("No page says a key in place of its words", arguments: Language.allCases)
    func wordsAreThere(language: Language) {
        let subjects = Set(renderer.words(language).keys.compactMap { $0.split(separator: ".").first.map(String.init) })
        for (name, page) in PageSamples(words: renderer.words(language)).all {
            let text = render(page, language).replacing(#/<[^>]*>/#, with: " ")
            for word in text.split(whereSeparator: \.isWhitespace)
            where word.wholeMatch(of: #/[a-z_]+(\.[a-z_]+)+/#) != nil {
                let subject = word.split(separator: ".").first.map(String.init) ?? ""
                #expect(!subjects.contains(subject), "\(name) says \(word)")
            }
            #expect(text.firstMatch(of: #/\{[a-z]+\}/#) == nil, "\(name) leaves a place for a word empty")
        }
    }

    @Test("No page has a script or a style within it")
    func nothingInline() {
        for (name, page) in PageSamples(words: renderer.words(.english)).all {
            let html = render(page, .english)
            let inline = html.firstMatch(of: #/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:/#)
            #expect(inline == nil, "\(name) has \(inline.map { String($0.output) } ?? "")")
        }
    }

    @Test("What people wrote is text on a page, whatever it says")
    func textIsEscaped() {
        let form = Form(values: ["name": "\"><script>alert(1)</script>"])
        let words = renderer.words(.english)
        let page = RegisterPage(form, region: PageSamples.path(0), errors: FormErrors(), words: words)
        #expect(!render(page, .english).contains("<script>alert"))
    }

    private func render(_ page: any Page, _ language: Language) -> String {
        func open(_ page: some Page) -> String { renderer.render(page, for: reader(language)) }
        return open(page)
    }
}
