// SHA-256 of bytes that come in pieces.
#pragma once

#include <memory>
#include <string>

#include "absl/strings/string_view.h"

struct evp_md_ctx_st;

namespace pcsp::registry {

// Not thread-safe.
class ContentHash {
 public:
  ContentHash();

  void Add(absl::string_view bytes);
  // 64 lower-case hexadecimal digits. Called once, at the end.
  std::string Finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace pcsp::registry
