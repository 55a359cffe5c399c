"""People's poses: a few numbers from which the 18 keypoints of OpenPose follow, exactly where the figure is drawn.

A figure faces the viewer, so its right is at the picture's left. Angles are in degrees from hanging straight down, outwards positive.
"""

import math
import random

POSES = ("standing", "walking", "waving", "cheering")
KEYPOINTS = ("nose", "neck", "right shoulder", "right elbow", "right wrist", "left shoulder", "left elbow", "left wrist", "right hip",
             "right knee", "right ankle", "left hip", "left knee", "left ankle", "right eye", "left eye", "right ear", "left ear")
"""In the order of OpenPose's model of 18 points."""
LIMBS = ((1, 2), (1, 5), (2, 3), (3, 4), (5, 6), (6, 7), (1, 8), (8, 9), (9, 10), (1, 11), (11, 12), (12, 13), (1, 0), (0, 14), (14, 16), (0, 15), (15, 17))
"""Pairs of keypoints that OpenPose's drawing joins, in the order of its colours."""

# Upper arm, forearm, thigh, shin of the right side and of the left.
ANGLES = {
    "standing": ((12, 6, 4, 2), (12, 6, 4, 2)),
    "walking": ((30, 40, 20, 2), (-14, -30, 24, 34)),
    "waving": ((12, 6, 4, 2), (118, 172, 4, 2)),
    "cheering": ((142, 165, 8, 4), (142, 165, 8, 4)),
}
UPPER_ARM, FOREARM, THIGH, SHIN = 0.17, 0.16, 0.24, 0.23
SHOULDER, HIP = (0.11, 0.8), (0.07, 0.49)


def random_pose(rng: random.Random) -> dict:
    """{"name", "mirrored", "bend"}: one of POSES, which arm or leg leads, and up to ±9° for each of eight joints."""
    return {"name": rng.choice(POSES), "mirrored": rng.random() < 0.5, "bend": [round(rng.uniform(-9, 9), 2) for _ in range(8)]}


def _chain(start: tuple[float, float], side: int, *links: tuple[float, float]) -> list[tuple[float, float]]:
    """Joints after `start`, each link (length, angle) from the last; `side` −1 at the picture's left, 1 at its right."""
    points = [start]
    for length, angle in links:
        x, y = points[-1]
        points.append((x + side * length * math.sin(math.radians(angle)), y - length * math.cos(math.radians(angle))))
    return points[1:]


def body(pose: dict) -> list[tuple[float, float]]:
    """The keypoints in units of the figure's height: x to the right of its middle, y upwards from its feet."""
    angles = ANGLES[pose["name"]]
    right, left = (angles[1], angles[0]) if pose["mirrored"] else angles
    bend = pose["bend"]
    points = {"nose": (0.0, 0.9), "neck": (0.0, 0.81)}
    for name, side, own, bends in (("right", -1, right, bend[:4]), ("left", 1, left, bend[4:])):
        arm, fore, thigh, shin = (angle + more for angle, more in zip(own, bends))
        shoulder, hip = ((side * x, y) for x, y in (SHOULDER, HIP))
        elbow, wrist = _chain(shoulder, side, (UPPER_ARM, arm), (FOREARM, fore))
        knee, ankle = _chain(hip, side, (THIGH, thigh), (SHIN, shin))
        points |= {f"{name} {part}": at for part, at in (("shoulder", shoulder), ("elbow", elbow), ("wrist", wrist), ("hip", hip),
                                                         ("knee", knee), ("ankle", ankle))}
        points |= {f"{name} eye": (side * 0.024, 0.918), f"{name} ear": (side * 0.055, 0.905)}
    return [points[name] for name in KEYPOINTS]


def keypoints(thing: dict) -> list[tuple[float, float]]:
    """Where a person's 18 keypoints lie in the picture, in fractions of its side."""
    return [(thing["x"] + x * thing["size"], thing["y"] - y * thing["size"]) for x, y in body(thing["pose"])]
