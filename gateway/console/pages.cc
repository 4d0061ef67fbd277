#include "gateway/console/pages.h"

#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace pcsp::console {
namespace {

constexpr char kScript[] = "text/javascript; charset=utf-8";

struct Served {
  const char* path;
  const char* file;
  const char* content_type;
};
constexpr Served kServed[] = {
    {"/answer", "answer.html", "text/html; charset=utf-8"},
    {"/answer/look.css", "answer/look.css", "text/css; charset=utf-8"},
    {"/answer/main.mjs", "answer/main.mjs", kScript},
    {"/answer/calls.mjs", "answer/calls.mjs", kScript},
    {"/answer/questions.mjs", "answer/questions.mjs", kScript},
};

}  // namespace

absl::StatusOr<std::vector<rest::Page>> LoadPages(const std::string& folder) {
  std::vector<rest::Page> pages;
  for (const Served& served : kServed) {
    const std::string path = absl::StrCat(folder, "/", served.file);
    std::ifstream file(path, std::ios::binary);
    if (!file) {
      return MakeError(absl::StatusCode::kNotFound,
                       absl::StrCat("The page ", path, " cannot be read."),
                       {.reason = "CONTENT_NOT_FOUND"});
    }
    pages.push_back(
        {served.path, served.content_type, std::string(std::istreambuf_iterator<char>(file), {})});
  }
  return pages;
}

}  // namespace pcsp::console
