internal import Foundation

/// Names in the letters of a passport.
enum Transliteration {
    /// The text in Latin letters without marks; Chinese in pinyin, in the usual reading of each character.
    static func latin(_ text: String) -> String {
        let latin = text.applyingTransform(.toLatin, reverse: false) ?? text
        return latin.applyingTransform(.stripDiacritics, reverse: false) ?? latin
    }
}
