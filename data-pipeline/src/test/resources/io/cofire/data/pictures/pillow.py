"""How pillow.csv was made: python3 pillow.py DATA > pillow.csv, with Pillow 9.4.0 (libjpeg-turbo 2.1.5).

DATA has imagenet-odd and imagenet-1-per-class. A line is: file, case, and in hexadecimal the red, green and blue of every
16th pixel of every 16th row, from pixel 7 of row 7 on. Cases: "centre" is Resize(256) and CenterCrop(224) of torchvision,
"box" the part of width 7/10 and height 6/10 at (1/10, 1/7) resized to 224 x 224, "whole" the file as it is.
"""
import os
import sys

from PIL import Image

FILES = [
    "imagenet-odd/ILSVRC2012_val_00015846.JPEG", "imagenet-odd/cmyk_image.jpg", "imagenet-odd/n02105855_2933.JPEG",
    "imagenet-odd/n02105855_test1.bmp", "imagenet-odd/n02110063_11239.JPEG", "imagenet-odd/n02110063_15462.JPEG",
    "imagenet-odd/n04370456_5753.JPEG", "imagenet-odd/n15075141_13104.JPEG", "imagenet-odd/n15075141_25601.JPEG",
]


def centre(image):
    width, height = image.size
    if width <= height:
        size = 256, int(256 * height / width)
    else:
        size = int(256 * width / height), 256
    left = int(round((size[0] - 224) / 2.0))
    top = int(round((size[1] - 224) / 2.0))
    return image.resize(size, Image.BILINEAR).crop((left, top, left + 224, top + 224))


def box(image):
    width, height = image.size
    left, top = width // 10, height // 7
    part = image.crop((left, top, left + width * 7 // 10, top + height * 6 // 10))
    return part.resize((224, 224), Image.BILINEAR)


def line(data, file, case, change):
    image = change(Image.open(os.path.join(data, file)).convert("RGB"))
    values = bytearray()
    for y in range(7, image.size[1], 16):
        for x in range(7, image.size[0], 16):
            values += bytes(image.getpixel((x, y)))
    print(file, case, values.hex(), sep=",")


data = sys.argv[1]
folder = "imagenet-1-per-class"
some = sorted(name for name in os.listdir(os.path.join(data, folder)) if name.endswith(".JPEG"))[::6]
for name in FILES:
    line(data, name, "whole", lambda image: image)
for name in FILES + [folder + "/" + name for name in some]:
    line(data, name, "centre", centre)
    line(data, name, "box", box)
