"""Sentences of what is wrong with a photo."""

from linli.domain.wording import Wording

PHOTO_PROBLEMS: dict[str, Wording] = {
    "not_a_photo": Wording(
        "照片打不开,请换一张 JPEG、PNG 或 WebP 图片。", "The photo cannot be opened; use a JPEG, PNG or WebP picture."
    ),
    "photos_busy": Wording(
        "现在上传照片的人较多,请稍等片刻再传;也可以先不带照片提交。",
        "Many photos are being sent just now. Try again in a moment, or go on without a photo.",
    ),
    "too_many_photos": Wording("照片最多 {limit} 张。", "At most {limit} photos."),
}
