import Foundation

/// Makes an empty file that is readable for its owner alone.
func createPrivateFile(at path: String) {
    _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
}

/// Makes a file's name as durable as what is in it: after a power cut the folder still lists it.
func syncFolder(of path: String) {
    let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
}
