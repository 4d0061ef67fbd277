// JSON to be written: members stay in the order in which they were set.
//
//   Json item = Json::Object({{"code", "q1"}, {"reverse", true}});
//   item["options"].Add("yes");
//   file << item.Indented();
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace pcsp::text {

// A value. Reading JSON is for yaml.h.
class Json {
 public:
  using Members = std::vector<std::pair<std::string, Json>>;

  Json() = default;                                                             // null
  Json(std::string text) : kind_(Kind::kText), text_(std::move(text)) {}        // NOLINT
  Json(const char* text) : Json(std::string(text)) {}                           // NOLINT
  Json(bool value) : kind_(Kind::kLiteral), text_(value ? "true" : "false") {}  // NOLINT
  Json(int value) : kind_(Kind::kLiteral), text_(std::to_string(value)) {}      // NOLINT
  Json(const std::vector<std::string>& texts);                                  // NOLINT
  Json(const std::map<std::string, std::string>& texts);                        // NOLINT
  static Json Object(Members members = {});
  static Json List(std::vector<Json> values = {});

  // The member called `key`, null if it is new. What was null becomes an object.
  Json& operator[](absl::string_view key);
  // What was null becomes a list.
  void Add(Json value);
  Json& back() { return members_.back().second; }
  bool empty() const { return members_.empty(); }

  // As text, two blanks a level. Bytes that are no UTF-8 become U+FFFD.
  std::string Indented() const;

 private:
  enum class Kind { kNull, kText, kLiteral, kList, kObject };

  void Write(int depth, std::string& out) const;

  Kind kind_ = Kind::kNull;
  std::string text_;
  Members members_;  // of a list: without keys
};

}  // namespace pcsp::text
