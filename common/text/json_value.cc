#include "common/text/json_value.h"

#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"

namespace pcsp::text {
namespace {

std::string Quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

Json::Json(const std::vector<std::string>& texts) : kind_(Kind::kList) {
  for (const std::string& text : texts) Add(text);
}

Json::Json(const std::map<std::string, std::string>& texts) : kind_(Kind::kObject) {
  for (const auto& [key, text] : texts) members_.emplace_back(key, text);
}

Json Json::Object(Members members) {
  Json json;
  json.kind_ = Kind::kObject;
  json.members_ = std::move(members);
  return json;
}

Json Json::List(std::vector<Json> values) {
  Json json;
  json.kind_ = Kind::kList;
  for (Json& value : values) json.Add(std::move(value));
  return json;
}

Json& Json::operator[](absl::string_view key) {
  kind_ = Kind::kObject;
  for (auto& [name, value] : members_) {
    if (name == key) return value;
  }
  return members_.emplace_back(std::string(key), Json()).second;
}

void Json::Add(Json value) {
  kind_ = Kind::kList;
  members_.emplace_back("", std::move(value));
}

std::string Json::Indented() const {
  std::string out;
  Write(0, out);
  return out;
}

void Json::Write(int depth, std::string& out) const {
  if (kind_ == Kind::kNull) return absl::StrAppend(&out, "null");
  if (kind_ == Kind::kText) return absl::StrAppend(&out, Quoted(text_));
  if (kind_ == Kind::kLiteral) return absl::StrAppend(&out, text_);
  const bool object = kind_ == Kind::kObject;
  out.push_back(object ? '{' : '[');
  for (size_t i = 0; i < members_.size(); ++i) {
    absl::StrAppend(&out, i == 0 ? "\n" : ",\n", std::string(2 * depth + 2, ' '));
    if (object) absl::StrAppend(&out, Quoted(members_[i].first), ": ");
    members_[i].second.Write(depth + 1, out);
  }
  if (!members_.empty()) absl::StrAppend(&out, "\n", std::string(2 * depth, ' '));
  out.push_back(object ? '}' : ']');
}

}  // namespace pcsp::text
