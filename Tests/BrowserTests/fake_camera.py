"""A camera made of a file: Chromium shows it to pages in place of the real one.

    film = fake_camera(tmp_path / "film.y4m", [qr_png])
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=chromium_arguments(film))

Pillow reads and turns the pictures; the film is raw YUV4MPEG2, so nothing is lost between the picture and the page.
"""

import io
from pathlib import Path

from PIL import Image, ImageFilter

# Enough that a code is seen within half a second; a film of one view stays under 3 MB.
FRAMES_PER_SECOND = 2
WALL = 90  # the grey behind the phone, 0 black to 255 white


def fake_camera(path, views, *, seconds=1, **look):
    """Writes a film that shows each view in turn, for so many whole seconds, over and over.

    A view is the bytes of a QR code's PNG, or None for nobody in front of the camera. What `look` may say is what
    `scene` takes.
    """
    frames = [scene(view, **look) for view in views]
    width, height = frames[0].size
    with open(path, "wb") as film:
        film.write(f"YUV4MPEG2 W{width} H{height} F{FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n".encode())
        for frame in frames:
            for _ in range(seconds * FRAMES_PER_SECOND):
                film.write(b"FRAME\n" + _yuv420(frame))
    return Path(path)


def scene(png, *, size=(1280, 720), code_width=340, angle=0, blur=0.7):
    """The grey picture that a camera has of a phone with the code on it.

    `code_width` is in pixels of the picture, `angle` in degrees, `blur` the radius in pixels. Saved as PNG or JPEG it
    is a photograph to upload.
    """
    picture = Image.new("L", size, WALL)
    if png is not None:
        # An even white edge stands for the rest of the phone's screen and is the quiet zone if the PNG has none.
        edge = code_width // 8
        screen = Image.new("L", (code_width + 2 * edge,) * 2, 255)
        with Image.open(io.BytesIO(png)) as code:
            paper = Image.alpha_composite(Image.new("RGBA", code.size, "white"), code.convert("RGBA"))
        screen.paste(paper.convert("L").resize((code_width, code_width), Image.Resampling.LANCZOS), (edge, edge))
        shape = Image.new("L", screen.size, 255).rotate(angle, Image.Resampling.BICUBIC, expand=True)
        screen = screen.rotate(angle, Image.Resampling.BICUBIC, expand=True)
        picture.paste(screen, tuple((whole - part) // 2 for whole, part in zip(size, screen.size)), shape)
    return picture.filter(ImageFilter.GaussianBlur(blur))


def chromium_arguments(film, *, allowed=True):
    """What Chromium is started with to take the film for its camera; without a film there is no camera at all.

    Unless `allowed`, pages get the camera only after `context.grant_permissions(["camera"])` and are refused before.
    """
    if film is None:
        return []
    arguments = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}"]
    return arguments + (["--use-fake-ui-for-media-stream"] if allowed else [])


def _yuv420(picture):
    """A grey picture as planes: luma at 16 to 235 as video has it, and both chromas at a quarter of the size, neutral."""
    luma = picture.point([16 + level * 219 // 255 for level in range(256)])
    chroma = ((picture.width + 1) // 2) * ((picture.height + 1) // 2)
    return luma.tobytes() + bytes([128]) * (2 * chroma)
