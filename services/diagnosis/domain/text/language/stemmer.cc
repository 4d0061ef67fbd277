#include "services/diagnosis/domain/text/language/stemmer.h"

#include <libstemmer.h>

#include <new>

namespace pcsp::diagnosis {
namespace {

// Snowball is not meant for what is longer than any word.
constexpr size_t kLongestWord = 40;

sb_stemmer* NewStemmer() {
  sb_stemmer* stemmer = sb_stemmer_new("english", "UTF_8");
  if (stemmer == nullptr) throw std::bad_alloc();  // English is part of every build of the library
  return stemmer;
}

}  // namespace

Stemmer::Stemmer() : stemmer_(NewStemmer()) {}
Stemmer::~Stemmer() { sb_stemmer_delete(stemmer_); }

std::string Stemmer::Stem(absl::string_view word) const {
  if (word.size() > kLongestWord) return std::string(word);
  const sb_symbol* stem = sb_stemmer_stem(stemmer_, reinterpret_cast<const sb_symbol*>(word.data()),
                                          static_cast<int>(word.size()));
  if (stem == nullptr) return std::string(word);
  return {reinterpret_cast<const char*>(stem), static_cast<size_t>(sb_stemmer_length(stemmer_))};
}

}  // namespace pcsp::diagnosis
