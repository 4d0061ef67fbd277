// English word stems by Snowball (libstemmer).
#pragma once

#include <memory>
#include <string>

#include "absl/strings/string_view.h"

struct sb_stemmer;

namespace pcsp::diagnosis {

// Not thread-safe; cheap to make.
class Stemmer {
 public:
  Stemmer();
  ~Stemmer();
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;

  // The stem of one lower-case word.
  std::string Stem(absl::string_view word) const;

 private:
  sb_stemmer* const stemmer_;
};

}  // namespace pcsp::diagnosis
