#include "common/text/tree_builder.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace pcsp::text::internal {
namespace {

constexpr size_t kMaxNodes = 2'000'000;
constexpr size_t kMaxDepth = 64;

}  // namespace

bool TreeBuilder::Fail(std::string message, Mark mark) {
  if (failed()) return false;
  failure_ = std::move(message);
  failed_mark_ = mark;
  return false;
}

bool TreeBuilder::AwaitsKey() const {
  return !open_.empty() && open_.back()->kind == Tree::Kind::kMap && !has_key_;
}

bool TreeBuilder::Key(std::string key, Mark mark) {
  for (const auto& [name, child] : open_.back()->children) {
    if (name == key) return Fail(absl::StrCat("each key once; \"", key, "\" comes again"), mark);
  }
  key_ = std::move(key);
  has_key_ = true;
  return true;
}

// Pointers to a node stay good while it is open: its parent takes no further child until then.
Tree* TreeBuilder::Place(Mark mark) {
  if (failed()) return nullptr;
  if (++nodes_ > kMaxNodes) return Fail("a smaller file", mark), nullptr;
  if (open_.empty()) return root_.get();
  Tree* parent = open_.back();
  parent->children.push_back({std::exchange(key_, ""), Tree()});
  has_key_ = false;
  return &parent->children.back().value;
}

bool TreeBuilder::Scalar(std::string value, bool quoted, Mark mark) {
  if (failed()) return false;
  if (AwaitsKey()) return Key(std::move(value), mark);
  Tree* tree = Place(mark);
  if (tree == nullptr) return false;
  tree->kind = Tree::Kind::kScalar;
  tree->quoted = quoted;
  tree->mark = mark;
  tree->scalar = std::move(value);
  return true;
}

bool TreeBuilder::Null(Mark mark) {
  if (AwaitsKey()) return Fail("a key that is text", mark);
  Tree* tree = Place(mark);
  if (tree != nullptr) tree->mark = mark;
  return tree != nullptr;
}

bool TreeBuilder::Open(Tree::Kind kind, Mark mark) {
  if (AwaitsKey()) return Fail("a key that is text", mark);
  if (open_.size() >= kMaxDepth) return Fail("fewer levels of nesting", mark);
  Tree* tree = Place(mark);
  if (tree == nullptr) return false;
  tree->kind = kind;
  tree->mark = mark;
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
