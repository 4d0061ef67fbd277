#include "common/text/pages/qr_code.h"

#include <qrencode.h>

#include <memory>

#include "absl/strings/str_cat.h"

namespace pcsp::text {
namespace {

constexpr int kFrame = 4;  // white squares around it
constexpr int kBlack = 1;  // lowest bit of a square

// Black squares that lie side by side become one rectangle.
std::string Squares(const QRcode& code) {
  std::string path;
  for (int y = 0; y < code.width; ++y) {
    const unsigned char* row = code.data + y * code.width;
    for (int x = 0; x < code.width;) {
      int end = x;
      while (end < code.width && (row[end] & kBlack) != 0) ++end;
      if (end > x) {
        absl::StrAppend(&path, "M", x + kFrame, " ", y + kFrame, "h", end - x, "v1h-", end - x,
                        "z");
      }
      x = end + 1;
    }
  }
  return path;
}

}  // namespace

std::string QrCodeSvg(absl::string_view text) {
  const std::string bytes(text);
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString8bit(bytes.c_str(), /*version=*/0, QR_ECLEVEL_M), &QRcode_free);
  if (code == nullptr) return "";
  const int side = code->width + 2 * kFrame;
  return absl::StrCat("<svg class=\"qr\" viewBox=\"0 0 ", side, " ", side,
                      "\" role=\"img\" aria-label=\"The link as a QR code\"><path d=\"",
                      Squares(*code), "\"/></svg>");
}

}  // namespace pcsp::text
