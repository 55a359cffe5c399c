"""Writes what OpenCV finds in stored pictures to `e2e/fixtures/guides`, for the studio's own finders to be compared with.

    pip install opencv-python-headless
    python scripts/guides/opencv_guides.py
"""

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


def main() -> None:
    out = FIXTURES / "guides"
    out.mkdir(exist_ok=True)
    for name, sigma, low, high in CANNY:
        cv2.imwrite(str(out / f"{name}-canny.png"), canny(luma(name), sigma, low, high), [cv2.IMWRITE_PNG_BILEVEL, 1])


if __name__ == "__main__":
    main()
