#include "common/text/yaml_node.h"

#include <cmath>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace pcsp::text {
namespace {

using internal::Tree;

std::string Described(const Tree& tree) {
  switch (tree.kind) {
    case Tree::Kind::kNull:
      return "nothing";
    case Tree::Kind::kScalar:
      return tree.scalar;
    case Tree::Kind::kList:
      return "a list";
    case Tree::Kind::kMap:
      return "a map";
  }
  return "";
}

template <typename T>
std::string Range(T low, T high) {
  const bool lower = low > std::numeric_limits<T>::lowest();
  const bool upper = high < std::numeric_limits<T>::max();
  if (lower && upper) return absl::StrCat(" from ", low, " to ", high);
  if (lower) return absl::StrCat(" of at least ", low);
  if (upper) return absl::StrCat(" of at most ", high);
  return "";
}

bool Reported(const Violations& violations, absl::string_view path) {
  for (const Violation& v : violations.list()) {
    if (v.field == path) return true;
  }
  return false;
}

}  // namespace

std::string internal::PlaceOf(absl::string_view source, Mark mark) {
  if (mark.line == 0) return std::string(source);
  return absl::StrCat(source, ":", mark.line, ":", mark.column);
}

bool Node::present() const { return tree_ != nullptr && tree_->kind != Tree::Kind::kNull; }
bool Node::is_scalar() const { return Is(Tree::Kind::kScalar); }
bool Node::is_list() const { return Is(Tree::Kind::kList); }
bool Node::is_map() const { return Is(Tree::Kind::kMap); }

void Node::Fault(absl::string_view expected) const {
  if (faults_ == nullptr) return;
  const std::string placed =
      absl::StrCat(expected, " (", internal::PlaceOf(faults_->source, mark_), ")");
  if (tree_ == nullptr) {
    // Nothing to hang a mark on: several readers may ask for keys of the same absent map.
    if (!Reported(faults_->violations, path_)) faults_->violations.Add(path_, "nothing", placed);
    return;
  }
  if (tree_->faulted) return;
  tree_->faulted = true;
  faults_->violations.Add(path_, Described(*tree_), placed);
}

Node Node::operator[](absl::string_view key) const {
  std::string path = path_.empty() ? std::string(key) : absl::StrCat(path_, ".", key);
  if (!is_map()) {
    Fault("a map");
    return Node(nullptr, nullptr, std::move(path), {});
  }
  tree_->entered = true;
  for (auto& [name, child] : tree_->children) {
    if (name != key) continue;
    child.asked = true;
    return Node(&child, faults_, std::move(path), child.mark);
  }
  return Node(nullptr, faults_, std::move(path), tree_->mark);
}

std::optional<absl::string_view> Node::Scalar(absl::string_view expected) const {
  if (is_scalar()) return tree_->scalar;
  Fault(expected);
  return std::nullopt;
}

std::string Node::String() const {
  const auto text = Scalar("text");
  if (!text) return "";
  if (text->empty()) Fault("text that is not empty");
  return std::string(*text);
}

std::string Node::StringOr(absl::string_view fallback) const {
  if (!present()) return std::string(fallback);
  return std::string(Scalar("text").value_or(""));
}

int64_t Node::Int(int64_t low, int64_t high) const {
  const std::string expected = absl::StrCat("a whole number", Range(low, high));
  const auto text = Scalar(expected);
  int64_t value = 0;
  if (!text) return value;
  if (tree_->quoted || !absl::SimpleAtoi(*text, &value) || value < low || value > high) {
    Fault(tree_->quoted ? absl::StrCat(expected, ", without quotes") : expected);
    return 0;
  }
  return value;
}

int64_t Node::IntOr(int64_t fallback, int64_t low, int64_t high) const {
  return present() ? Int(low, high) : fallback;
}

double Node::Double(double low, double high) const {
  const std::string expected = absl::StrCat("a number", Range(low, high));
  const auto text = Scalar(expected);
  double value = 0;
  if (!text) return value;
  // SimpleAtod() knows hexadecimal numbers; content files do not.
  const bool number = absl::SimpleAtod(*text, &value) && std::isfinite(value) &&
                      text->find_first_of("xX") == absl::string_view::npos;
  if (tree_->quoted || !number || value < low || value > high) {
    Fault(tree_->quoted ? absl::StrCat(expected, ", without quotes") : expected);
    return 0;
  }
  return value;
}

double Node::DoubleOr(double fallback, double low, double high) const {
  return present() ? Double(low, high) : fallback;
}

bool Node::Bool() const {
  const auto text = Scalar("true or false");
  if (!text) return false;
  if (tree_->quoted || (*text != "true" && *text != "false")) Fault("true or false");
  return *text == "true";
}

bool Node::BoolOr(bool fallback) const { return present() ? Bool() : fallback; }

std::vector<Node> Node::List() const {
  std::vector<Node> nodes;
  if (!is_list()) return Fault("a list"), nodes;
  for (size_t i = 0; i < tree_->children.size(); ++i) {
    Tree& value = tree_->children[i].value;
    value.asked = true;
    nodes.push_back(Node(&value, faults_, absl::StrCat(path_, "[", i, "]"), value.mark));
  }
  return nodes;
}

std::vector<Node> Node::ListOr() const { return present() ? List() : std::vector<Node>(); }

std::vector<std::pair<std::string, Node>> Node::Map() const {
  std::vector<std::pair<std::string, Node>> nodes;
  if (!is_map()) return Fault("a map"), nodes;
  for (auto& [key, child] : tree_->children) nodes.emplace_back(key, (*this)[key]);
  return nodes;
}

std::vector<std::pair<std::string, Node>> Node::MapOr() const {
  if (!present()) return {};
  return Map();
}

std::vector<std::string> Node::Strings() const {
  std::vector<std::string> values;
  for (const Node& node : List()) values.push_back(node.String());
  return values;
}

std::vector<std::string> Node::StringsOr() const {
  return present() ? Strings() : std::vector<std::string>();
}

std::vector<double> Node::Doubles() const {
  std::vector<double> values;
  for (const Node& node : List()) values.push_back(node.Double());
  return values;
}

size_t Node::Word(const std::vector<absl::string_view>& words) const {
  const std::string expected = absl::StrCat("one of ", absl::StrJoin(words, ", "));
  const auto text = Scalar(expected);
  if (!text) return 0;
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i] == *text) return i;
  }
  Fault(expected);
  return 0;
}

}  // namespace pcsp::text
