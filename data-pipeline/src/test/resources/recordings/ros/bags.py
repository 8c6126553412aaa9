"""Writes small bags of ROS 1 (Debian's python3-rosbag 1.15.15): the same 500 events in chunks that
are packed in each way, and a bag of two cameras. No package of dvs_msgs is needed: its definition
stands below.
"""

import genpy
import rosbag
from genpy.dynamic import generate_dynamic
from std_msgs.msg import String

DEFINITION = """Header header
uint32 height
uint32 width
Event[] events
================================================================================
MSG: std_msgs/Header
uint32 seq
time stamp
string frame_id
================================================================================
MSG: {0}/Event
uint16 x
uint16 y
time ts
bool polarity
"""


def message_types(package):
    types = generate_dynamic(package + "/EventArray", DEFINITION.format(package))
    return types[package + "/EventArray"], types[package + "/Event"]


def messages(package, count, start, width, height):
    array, event = message_types(package)
    assert array._md5sum == "5e8beee5a6c107e504c2e78903c224b8", array._md5sum
    for first in range(0, count, 100):
        message = array()
        message.header.frame_id = "camera"
        message.height, message.width = height, width
        for i in range(first, min(count, first + 100)):
            nanos = 999_000_000 + i * 1_000_777
            ts = genpy.Time(start + nanos // 10**9, nanos % 10**9)
            message.events.append(event(i * 7 % 240, i % 180, ts, i % 3 == 0))
        message.header.stamp = message.events[0].ts
        yield message


def write(name, compression, package="dvs_msgs", size=(240, 180)):
    with rosbag.Bag(name, "w", compression=compression, chunk_threshold=2000) as bag:
        for message in messages(package, 500, 1_500_000_000, *size):
            stamp = message.header.stamp
            bag.write("/dvs/events", message, stamp)
            bag.write("/chatter", String("hello"), stamp)


write("none.bag", rosbag.Compression.NONE)
write("lz4.bag", rosbag.Compression.LZ4)
write("bz2.bag", rosbag.Compression.BZ2, "prophesee_event_msgs")
write("unsized.bag", rosbag.Compression.LZ4, size=(0, 0))
with rosbag.Bag("two.bag", "w", compression=rosbag.Compression.LZ4) as bag:
    right = messages("dvs_msgs", 30, 1_600_000_000, 240, 180)
    for message in messages("dvs_msgs", 20, 1_600_000_000, 240, 180):
        bag.write("/left/events", message, message.header.stamp)
    for message in right:
        bag.write("/right/events", message, message.header.stamp)
with rosbag.Bag("other.bag", "w") as bag:
    bag.write("/chatter", String("hello"), genpy.Time(1_500_000_000))
