#include "common/text/tree_builder.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace pcsp::text::internal {
namespace {

constexpr size_t kMaxNodes = 2'000'000;
constexpr size_t kMaxDepth = 64;

}  // namespace

bool TreeBuilder::Fail(std::string message, int line) {
  if (failed()) return false;
  failure_ = std::move(message);
  failed_line_ = line;
  return false;
}

bool TreeBuilder::AwaitsKey() const {
  return !open_.empty() && open_.back()->kind == Tree::Kind::kMap && !has_key_;
}

bool TreeBuilder::Key(std::string key, int line) {
  for (const auto& [name, child] : open_.back()->children) {
    if (name == key) return Fail(absl::StrCat("each key once; \"", key, "\" comes again"), line);
  }
  key_ = std::move(key);
  has_key_ = true;
  return true;
}

// Pointers to a node stay good while it is open: its parent takes no further child until then.
Tree* TreeBuilder::Place(int line) {
  if (failed()) return nullptr;
  if (++nodes_ > kMaxNodes) return Fail("a smaller file", line), nullptr;
  if (open_.empty()) return root_.get();
  Tree* parent = open_.back();
  parent->children.push_back({std::exchange(key_, ""), Tree()});
  has_key_ = false;
  return &parent->children.back().value;
}

bool TreeBuilder::Scalar(std::string value, bool quoted, int line) {
  if (failed()) return false;
  if (AwaitsKey()) return Key(std::move(value), line);
  Tree* tree = Place(line);
  if (tree == nullptr) return false;
  tree->kind = Tree::Kind::kScalar;
  tree->quoted = quoted;
  tree->line = line;
  tree->scalar = std::move(value);
  return true;
}

bool TreeBuilder::Null(int line) {
  if (AwaitsKey()) return Fail("a key that is text", line);
  Tree* tree = Place(line);
  if (tree != nullptr) tree->line = line;
  return tree != nullptr;
}

bool TreeBuilder::Open(Tree::Kind kind, int line) {
  if (AwaitsKey()) return Fail("a key that is text", line);
  if (open_.size() >= kMaxDepth) return Fail("fewer levels of nesting", line);
  Tree* tree = Place(line);
  if (tree == nullptr) return false;
  tree->kind = kind;
  tree->line = line;
  open_.push_back(tree);
  return true;
}

bool TreeBuilder::Close() {
  if (failed()) return false;
  open_.pop_back();
  return true;
}

std::unique_ptr<Tree> TreeBuilder::Take() { return std::move(root_); }

}  // namespace pcsp::text::internal
