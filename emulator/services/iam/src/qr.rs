//! QR codes as pictures.

use qrcodegen::{QrCode, QrCodeEcc};

/// Pixels to a module, and modules of white around the code.
const SCALE: usize = 4;
const MARGIN: i32 = 4;

/// A text as the PNG of its QR code; `None`: the text is too long for one.
pub(crate) fn png(text: &str) -> Option<Vec<u8>> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let range = -MARGIN..code.size() + MARGIN;
    let width = range.len() * SCALE;
    let mut pixels = Vec::with_capacity(width * width);
    for y in range.clone() {
        let row = range.clone().flat_map(|x| {
            let grey = if code.get_module(x, y) { 0_u8 } else { 255 };
            std::iter::repeat_n(grey, SCALE)
        });
        let row: Vec<u8> = row.collect();
        for _ in 0..SCALE {
            pixels.extend_from_slice(&row);
        }
    }
    let side = u32::try_from(width).ok()?;
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&pixels).ok()?;
    writer.finish().ok()?;
    Some(out)
}
