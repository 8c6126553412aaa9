"""How pillow.csv was made: python3 pillow.py > pillow.csv, with Pillow 9.4.0.

A line is: what was done and with what, and the values of the changed picture in hexadecimal. The picture has 12 x 9 pixels
of value (37x + 91y + 53c + 7xy) mod 256.
"""
from PIL import Image, ImageEnhance, ImageOps

WIDTH, HEIGHT = 12, 9

picture = Image.new("RGB", (WIDTH, HEIGHT))
for y in range(HEIGHT):
    for x in range(WIDTH):
        picture.putpixel((x, y), tuple((37 * x + 91 * y + 53 * c + 7 * x * y) % 256 for c in range(3)))


def line(what, strength, changed):
    print(what, strength, changed.tobytes().hex(), sep=",")


def affine(matrix):
    return picture.transform((WIDTH, HEIGHT), Image.AFFINE, matrix, Image.NEAREST)


dim = ImageEnhance.Brightness(picture).enhance(0.5)
line("none", 0, picture)
line("invert", 0, ImageOps.invert(picture))
line("posterize", 5, ImageOps.posterize(picture, 5))
line("solarize", 100, ImageOps.solarize(picture, 100))
line("dim-auto-contrast", 0, ImageOps.autocontrast(dim))
big = picture.resize((60, 45), Image.NEAREST)
line("big-equalize", 0, ImageOps.equalize(big))
for factor in (0.28, 1.63):
    line("brightness", factor, ImageEnhance.Brightness(picture).enhance(factor))
    line("contrast", factor, ImageEnhance.Contrast(picture).enhance(factor))
    line("colour", factor, ImageEnhance.Color(picture).enhance(factor))
    line("sharpness", factor, ImageEnhance.Sharpness(picture).enhance(factor))
line("shear-x", 0.21, affine((1, 0.21, 0, 0, 1, 0)))
line("shear-y", -0.21, affine((1, 0, 0, -0.21, 1, 0)))
line("translate", 3, affine((1, 0, 3, 0, 1, -2)))
for degrees in (-17, 23.5):
    line("rotate", degrees, picture.rotate(degrees, Image.NEAREST))
    line("rotate-bilinear", degrees, picture.rotate(degrees, Image.BILINEAR))
