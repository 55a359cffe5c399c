"""Writes what OpenCV finds in stored pictures to `e2e/fixtures/guides`, for the studio's own finders to be compared with.

    pip install opencv-python-headless
    python scripts/guides/opencv_guides.py
"""

import json
import math
from pathlib import Path

import cv2
import numpy as np

FIXTURES = Path(__file__).resolve().parents[2] / "e2e" / "fixtures"
# Name of the scene, σ of the smoothing, thresholds as shares of a step from black to white (Sobel's sum over it is 4 · 255).
CANNY = [("scene-01", 1.4, 0.1, 0.2), ("scene-08", 1.0, 0.04, 0.12), ("scene-12", 2.0, 0.03, 0.08)]


def luma(name: str) -> np.ndarray:
    """Rec. 709's luma of a stored scene, rounded, as the studio takes brightness."""
    blue, green, red = np.moveaxis(cv2.imread(str(FIXTURES / "scenes" / f"{name}.png")).astype(np.float64), -1, 0)
    return np.rint(0.2126 * red + 0.7152 * green + 0.0722 * blue).astype(np.uint8)


def canny(grey: np.ndarray, sigma: float, low: float, high: float) -> np.ndarray:
    side = 2 * int(np.ceil(3 * sigma)) + 1
    smooth = cv2.GaussianBlur(grey, (side, side), sigma, borderType=cv2.BORDER_REPLICATE)
    return cv2.Canny(smooth, 1020 * low, 1020 * high, apertureSize=3, L2gradient=True)


# Name of the scene, Canny's numbers, then votes, least length and largest gap of straight lines.
LINES = [("scene-01", 1.4, 0.1, 0.2, 10, 20, 3), ("scene-08", 1.0, 0.04, 0.12, 12, 24, 2), ("scene-12", 2.0, 0.03, 0.08, 8, 16, 3)]


def straight(edges: np.ndarray, votes: int, shortest: int, gap: int) -> list[list[int]]:
    """Segments x1, y1, x2, y2 of the progressive probabilistic Hough transform, whole degrees and pixels."""
    return cv2.HoughLinesP(edges, 1, np.pi / 180, votes, minLineLength=shortest, maxLineGap=gap).reshape(-1, 4).tolist()


# OpenPose's bones and colours, as annotators for ControlNets write them down (joints counted from 1).
BONES = [[2, 3], [2, 6], [3, 4], [4, 5], [6, 7], [7, 8], [2, 9], [9, 10], [10, 11], [2, 12], [12, 13], [13, 14], [2, 1], [1, 15], [15, 17], [1, 16], [16, 18]]
COLOURS = [
    [255, 0, 0], [255, 85, 0], [255, 170, 0], [255, 255, 0], [170, 255, 0], [85, 255, 0], [0, 255, 0], [0, 255, 85], [0, 255, 170],
    [0, 255, 255], [0, 170, 255], [0, 85, 255], [0, 0, 255], [85, 0, 255], [170, 0, 255], [255, 0, 255], [255, 0, 170], [255, 0, 85],
]  # fmt: skip


def pose(people: list[list[float]], side: int, stick: int) -> np.ndarray:
    """RGB: for each person bones as filled ellipses in 0.6 of their colour, then joints as filled circles."""
    canvas = np.zeros((side, side, 3), np.uint8)
    for keypoints in people:
        joints = [(keypoints[i], keypoints[i + 1]) if keypoints[i + 2] > 0 else None for i in range(0, 54, 3)]
        for (first, second), colour in zip(BONES, COLOURS):
            a, b = joints[first - 1], joints[second - 1]
            if a is None or b is None:
                continue
            length = math.dist(a, b)
            angle = math.degrees(math.atan2(a[1] - b[1], a[0] - b[0]))
            middle = (int((a[0] + b[0]) / 2), int((a[1] + b[1]) / 2))
            limb = cv2.ellipse2Poly(middle, (int(length / 2), stick), int(angle), 0, 360, 1)
            cv2.fillConvexPoly(canvas, limb, [int(value * 0.6) for value in colour])
        for joint, colour in zip(joints, COLOURS):
            if joint is not None:
                cv2.circle(canvas, (int(joint[0]), int(joint[1])), stick, colour, thickness=-1)
    return canvas


def main() -> None:
    out = FIXTURES / "guides"
    out.mkdir(exist_ok=True)
    for name, sigma, low, high in CANNY:
        cv2.imwrite(str(out / f"{name}-canny.png"), canny(luma(name), sigma, low, high), [cv2.IMWRITE_PNG_BILEVEL, 1])
    lines = [
        {"scene": name, "sigmaPx": sigma, "low": low, "high": high, "shortestPx": shortest, "gapPx": gap, "segments": straight(canny(luma(name), sigma, low, high), votes, shortest, gap)}
        for name, sigma, low, high, votes, shortest, gap in LINES
    ]  # fmt: skip
    (out / "lines.json").write_text("[\n" + ",\n".join(json.dumps(line) for line in lines) + "\n]\n")
    people = [person["pose_keypoints_2d"] for person in json.loads((out / "people.json").read_text())["people"]]
    cv2.imwrite(str(out / "pose.png"), cv2.cvtColor(pose(people, 512, 4), cv2.COLOR_RGB2BGR))


if __name__ == "__main__":
    main()
