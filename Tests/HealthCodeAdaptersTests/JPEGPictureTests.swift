import Foundation
import HealthCodeAdapters
import HealthCodeService
import Testing

@Suite("Pictures in JPEG")
struct JPEGPictureTests {
    private let code = "JKM1:A CODE IN A JPEG"

    private func bytes(_ text: String) throws -> Data {
        try #require(Data(base64Encoded: text, options: .ignoreUnknownCharacters))
    }

    @Test(
        "A code in a JPEG is read, in one pass or in several",
        arguments: [JPEGPictureTests.plain, JPEGPictureTests.progressive])
    func read(text: String) throws {
        #expect(try QRPicture(jpeg: bytes(text)).texts() == [code])
        #expect(try QRPicture(bytes(text)).texts() == [code])
    }

    @Test("What a picture is shows in its first bytes")
    func sort() throws {
        let png = try #require(QRSymbol().png(code, pixelsPerModule: 4))
        #expect(try QRPicture(Data(png)).texts() == [code])
        #expect(throws: QRPicture.Failure.notAPicture) { try QRPicture(Data("GIF89a".utf8)) }
        #expect(throws: QRPicture.Failure.notAPicture) { try QRPicture(Data()) }
    }

    @Test("A JPEG that is not even begun is refused")
    func header() throws {
        #expect(throws: QRPicture.Failure.notAPicture) { try QRPicture(Data([0xff, 0xd8, 0xff])) }
        #expect(throws: QRPicture.Failure.notAPicture) { try QRPicture(bytes(Self.plain).prefix(100)) }
    }

    @Test("A small JPEG of more points than memory allows is refused before they are unpacked")
    func tooLarge() throws {
        var bytes = try Array(bytes(Self.plain))
        // The frame says how high and how wide it is in the four bytes after its length and depth.
        let frame = try #require(bytes.indices.first { bytes[$0...].starts(with: [0xff, 0xc0]) })
        bytes.replaceSubrange((frame + 5)..<(frame + 9), with: [0x80, 0, 0x80, 0])
        #expect(throws: QRPicture.Failure.tooLarge) { try QRPicture(Data(bytes)) }
    }

    @Test("A JPEG that was changed or cut short says what it said, or nothing")
    func damaged() throws {
        let whole = try Array(bytes(Self.progressive))
        for place in stride(from: 2, to: whole.count, by: 7) {
            var changed = whole
            changed[place] ^= 0x55
            for bytes in [changed, Array(whole.prefix(place))] {
                let texts = (try? QRPicture(Data(bytes)))?.texts() ?? []
                #expect(texts.isEmpty || texts == [code])
            }
        }
    }

    private static let plain = """
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACAWGBwYFCAcGhwkIiAmMFA0MCwsMGJGSjpQdGZ6eHJmcG6AkLicgIiuim5woNqirr7E
        ztDOfJri8uDI8LjKzsb/wAALCABjAGMBAREA/8QAGgAAAwEBAQEAAAAAAAAAAAAAAAQFAgMGAf/EAD8QAAEDAwIEAwAOCQUAAAAA
        AAECAwQABRESITFBUWETFCIGFSMyVHFzgZGhosHR0jU2QlJVYoKx4SQlQ7Lw/9oACAEBAAA/APQUUUUUUUUUUUUUUhc7iYCmUpYL
        ynSQAFYORjsc8aW9uJn8Jf8Ar/LWXL3JaQVuWt1CRxUokAfZql5r/bvN6P8Ai8TTntnGaThXjzJ1PseWZIJS6tfpUc8ASB3+imLZ
        O9sI6nfD8PCynGrPIH76ZW822pKXHEJUs4SFKAKj2qbKu7jM5yK1CW+pABylRzjAPDHese3Ez+Ev/X+WhF6e8wy09AcZ8VYSCtRH
        PHTvViiio96/SNr+V+9NJ3a6TY1ydaZe0oTjA0g8gelaMp6X7G5TkhetQcCQcAbZT0p9LEl+BBQy4hLBaSH0q4qSQNht0z0pa/sN
        xrQy0ynShLowM55KNd3WzaVeMwQiAkZcaG6lKO2Rn+nnyqP592dd45WsltL48MEAFIKh0+aqsb9aJfyQ/smo/t3cfhH2E/hVKctT
        rlkcWcqWUqJ6k6KvUUVFvy0tTbc4s4ShwqJ6AFNLyzZZclb7kx0KXjISk42GP3axIftzNnfixJC3FLUFAKSc5yOw6Vq4FwM2YtJC
        nAkaQeBOE4p63BtVwccfUU3BSPdWh71I2xj5tPPnUy9/65XnY3rjtoCFL4YOeGDvzFMRfdfI+2PuOjT5XRv4nDjx/l6ca0ZTMT2S
        SnJC9CS2Eg4J3wnpSvl7F8Nf+g/lrrJkxXpVraiulxLKwk5BBxlOOI7V6OiiuEtttbKluR0PqbSSlKkgknHAfHSrKIRiIfkw48Uq
        JGlxCRg5PUDpmlo70aTbnZTdqaUpC9IbSkEq4du/1V9ukoNRYqRDHiuoIbHBTKsDGNuO46cKhOefjrL7nmWlK9JcVqBPbPzfVVB1
        tce3uwYiFTEOkLLzQyEnI9OBnp151QgOrch+725QXEbHh607rIHLI24CuUufFTGTIfgsqkrVhbK8a0jfBORngBy51zRPt6oDkgwY
        qXEKwGTpyobb8O/TlVGEiBIbQ6yxGCwEqIQlJKCd6eooqP7IJ0iH5fy7mjXq1ekHOMdfjrFvYk3NhLlwcQ9GUCUoHpIUDjOwHfnW
        IqX7e2bYhaRMePiNrG6AOecj+U8qZuBbSmG3JSVzFDDTifepc23PbOOXzVNvEtZipgySVym1hS1gDSRg4x8xHKhlq5QJaLezIbSp
        0FwYGRwPMjP7NDNzuAubcZ2QFAPBtWEJwfVg8qPZCuIZC0IaWJQUnWsnYjT8fxcqegQbVPZLrUVaUhWn1LOc4HfvSoYk2m5tIacQ
        liU8AEp3OkK4HI6Kr0dFFJ3Byc34fkWW3c516zw4Y5jvUqfapMtkSi0fOLV7o2FDSAARt9A518viWF3lhMpakMlr1KTxG6scjzrq
        qA7GikWpBfblI9ZcIBAxtjh1NKrsLwgNrQhZlFXrQVpwBv8A4504/JiypiJEF0uzUJ0ttkEJUN85yByJ51S82hlMdEoht94ABIBI
        1bZG3c1KubNpXPcVKkuoeONSUjYbDH7J5UlboEN63uSpbrjaUL0kp4Y27HrXy1twTcTrecGl1Pl8D3++2dvi6V6yiik7hMeieH4M
        RyRqznRn04x2NYgT35TxQ7BcjpCc6lZwTkbcBUiK9JbbIl2p2WvOQt1JJA6bg/8AjVV/CkwnVShBSkBRZJ0hQ29PEcOHz1NvTxSs
        yI1zKgtQHgtue9GOOx7dOdOT4rcB4XNpCEpZTjwUpCQokkZz/V05V9nXFDbcJ0wkvreGpAJ3Qdjtt3+qp3iPquTst20uOpcSB4ak
        EgHbfh2+usoluPyEux7csxUjC2GwShSupwMZ3HLkKXiNuPXdK2460pS+CpKUnDY1cD0x91exooqVeZMpl6I1FdDanlFJyARnIxxH
        eseXvvw1j6B+WuMs3qJGW+5MaKUYyEpGdzj92nXIiLnbGVvAKfLOUKJIAUUjfbvUi5WxEG1MqUlJkeJpUtKiQRufwpx++2+Sypp5
        l9SFcRgDv1r5cC2XrMWklLZUNIPEDKcVUQiWJ7i1uoMUp9CANwdu3x86g2e7MQIqmnUOKUVlXpAxjA79q4wp7ou5LCyhuS+NQIGS
        Cr/NetooqPev0ja/lfvTUe/fph/+n/qKYjfqvL+VH901VTFYdgQZL61pEZpLg08OAO+3at+3du+EfYV+FIT7hBLwnRnyuU2nShBS
        dJGTnO3QnnXHycGdFkS0POGQlBdcSNkpUQTjccM551NgIiLeImurbb07FI3zkdj3qlb5T9nfTFmIQ00slxRPqI2wOB6iqguKpTzQ
        twQ82FDxyoEFIJ5Zx368Ko0UVHvqHvMQXWWHHvCWVEISTzSfuri5NW6srcsKlqPFSkZJ+zXKVJfeguRWrQ4wlZBylJxnIPDT2qkm
        E4/FggvLaS0hPiNYOFjAykjPYj56EMsKnuRzbG0toTkPFsYUdtuHfryqVLgLhxlxG4ipKnMLEhLe6N/e8+nXnVKzeuOtpyB5fShK
        VFSceLsQc7fjxrc+zsSmQhpLcdQVnUlsZIwduVYLPtxCcL8byr2dKVLRlQAwdsgdxSKbZJt02L4DzriHHB4mhJAABHHB7mvRUUUU
        UUUUUUUUUUUUUUUUUUUUUUUV/9k=
        """

    private static let progressive = """
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACAWGBwYFCAcGhwkIiAmMFA0MCwsMGJGSjpQdGZ6eHJmcG6AkLicgIiuim5woNqirr7E
        ztDOfJri8uDI8LjKzsb/wgALCABjAGMBAREA/8QAGQABAQEBAQEAAAAAAAAAAAAAAAQDAgEF/9oACAEBAAAAAfoAAJ8/KcdNJvFh
        Hj7vn3HXHTeRZ8+7zae5dfSM8s0NFHHNO5Hz5pMN8vpGMjrLamXB9Yx5kqm29m8z+ySecbSbeVQcfXI49Kup+JqaqSPjilLT75h9
        EAAAAf/EACQQAAICAwABBAIDAAAAAAAAAAECAxIAERMQBCEiMyM0MDJA/9oACAEBAAEFAv5pJKZ2fDMwy340mtkb9F2BjSkP2fOx
        t5m+yWV1ksW9Npik4CxEcsuXlX9rtJj+58z+ztxZmMYhk3qPXSb54vvlgvqawYzKW8sBoUqpVo5W0puuEVjQ7RnWt46JRh59Q7Jk
        YaQLuMSayZviBIjCSTp6itkSJxpopPMhcY8TMJ9dqFV4GhZWe2skEV40QxxBOnmRyuI5YqWAOTHHUIXk0NnpYllBMvmZmBrPjdlU
        r0jkjpEZ42Emt/K8MoRUc9fM32T/AHL+rUFO0ePIm6I6pXcbGE9LHzPuxfeMxKUJXQuyUWH+rwhhrsnNo3/2f//EACwQAAEDAgQG
        AQMFAAAAAAAAAAEAAhESIQMiMUETIDJRYXEzQlKBIzBAkcH/2gAIAQEABj8C/eFplfEVfCKq8Srikd1MQrlFoZK+IoAsInkwvaIB
        Ti7umQbRdADupHRuE3tNk70upYJ5MM+VJeUWtdKwY1RJ+TcKtvSEziW+3ynF3ZdZWEGmY5LtmFLmNb7RcMIek3Jc6eFJqHlFjc87
        hXw+kWVRYKuyLqGz2UgN5G0lTiGWrh/WbhMDuvY+VQ7qC4YcL3QaXbwtMykNQg2ceQUAFVRn3CFWkL9K4d3Q+5VMMv2CbVYlGpxl
        FziQtTrl5BDS5XYWrNhF3tMNVHhVNxPwCuINtkw0TKLjhEzspbh5ewVm7/1yNDTErrCkvCE6wh90qCCsGNEb5VBlW0ceTC9op3tM
        cfpErqVbTmCc6TVqVnMBUvsNUOHcb8jCATCvgItGEQmXiNQi3hiO8KkNqn6oUFlP+q0N/CMtpKbBJk3/AJv/xAAnEAEAAgIABgIB
        BQEAAAAAAAABABEhMSBBUWFx8LHhgTBAkaHx0f/aAAgBAQABPyH9a6S/unp/UEsB1f8AJ0vYmx01OGXnMVuLAAXVu47RnRnp/UM6
        1WXg9jxKiYdpfS3D4gXIqq8yGbQf9SzrPkX2pmzh+LM9LxPYEaltp+OBiGi3xL64eh9RVyW8k0S6Y/qWI0jsHuJn2BSzxWsfXaX0
        ow+J6P1KOR18cDGgxgSGm48gRQhGqG5S9DyctZhxa4gNGXS7Rsle4bhwunL2Qaph6cwEtsOAxwaQXd4gsDaNZhqU2nL3EoAWtGiF
        rma15QuI+nxM6G7B1iuBZlv4l7IXWWVYDXOl/fB5JlznOOzEDFpuT8xxKrmG+BzyWQtSCuQypHa+8exOcP8AIKYGsTZYh5cGzZ05
        SviVtmcT1EzErM8t9pW5NvaStwB1Kv24VAeZ2lpUGxApFd6lhNQDMDq4LPR1PR+pfVB0PqC/PW96htQ0KMYrjNEq2P6gXkY4IvBN
        3ibXWT/PB7HifF+J6XiDtSjCewZu6VBWJTtQo5DC8yjlBpCZc5bGXb8uAZrV4PERWq9U+oXVeh9QyeAdztB6kDzR0asqadpksEA2
        RVwl7I8RYpmFRzQP3v8A/9oACAEBAAAAEAACDALAOEaMF/C9BdxJ4F8HIAAAAH//xAAoEAEAAQQCAAYBBQEAAAAAAAABEQAhMUFR
        YSBxgaHB8NEwkbHh8UD/2gAIAQEAAT8Q/WdhSgEGSOmc19FovJsogU+XnUxNTbuFu5OBQ7/atQjhdofmmATAAV1Qg9GUmIHEd19F
        paFMLG4478H1e6WNigg6HimCGAYC08KXpSzECxbieKjaLBM6VNIhpG6LST8tVOnQwQEI49K9r/in3fipVZVHlfBV2FJ4Box5hkSL
        EUGVICTMnRxSCkAg4WIUUFYfBaI9OW64nOLDOIb7K+VTpnP8M0yQwDC3jhX+O0cKCpEYmGTrwMkwgKsYPOlvhJBQy8hxNQeZgLh1
        37UBAngxAIi2bnGKlc2IC9T6e1NLMYyKTAnjndW5jbTDUlsFRkjRYrwsk4DW6ckBCuFr4741RzZEGLb+D0AYZiOfOh4Uo3AYmwd7
        pIckG5NzJ21SQRI4gu9TGvSlopIwkQxHomqFwKIJMO0mgiwBBE4OqePiTbJ6vLVNjTIzMHfdBvUC4wwZOPAyAZv4xGzujyeECACW
        /Y3SeVzBeGndLh7zQIRaMctEb1dxBf8ArdOJngIF5mQ0u6nECAAphJbtpmOiBYsRtqpwYzhFunmkOJhDnabeXHg2JE34R008MJXI
        WS2CkhP5HKHFx+tRDACTAW5GMetIqwRoIzZ643RKPCAEqTP4apZloVu7Nrd+1QnIJKDa+OvenSwgy8xgibmtFEUioQNHiPjwGNQU
        gkyRk7r/AByjXmGQJuxQehZMoCF7d0tBcIiXfxWdJRAd80krIIOQmFHb1Zlxt157pM4dgiIO+qO1y4ISj/bwfV7p9LpXtf8ANA7x
        mmBvbqvu/FTAuYakSzNuF3UgxJLIFi5iZ3T4xwi8ydPdJR9RuLQYeSgiSCYRC6mO+ceC+KaGdr4pexZkrRYajKRMjjyUKNmywYJR
        PSetNSYhCFa2O+dVHdQ3F/m453W9pEGKM2/OaKGEoEpDbVMlfLjAQ2kOyoeqXQAJmHt/7f/Z
        """
}
