// Builds the tree of a content file from the events of a YAML or a JSON parser.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/text/yaml_node.h"

namespace pcsp::text::internal {

// Values arrive in the order of the file; in a map keys and values alternate. The first fault
// (a duplicate key, a key that is not plain text, too many nodes, too deep) stops the building:
// the members then return false.
class TreeBuilder {
 public:
  bool Scalar(std::string value, bool quoted, Mark mark);
  bool Null(Mark mark);
  bool Open(Tree::Kind kind, Mark mark);
  bool Close();
  bool Fail(std::string message, Mark mark);

  bool failed() const { return !failure_.empty(); }
  Mark failed_mark() const { return failed_mark_; }
  const std::string& failure() const { return failure_; }
  std::unique_ptr<Tree> Take();

 private:
  // Where the next value goes; null after a fault or when the value is the key of a map.
  Tree* Place(Mark mark);
  bool Key(std::string key, Mark mark);
  bool AwaitsKey() const;

  std::unique_ptr<Tree> root_ = std::make_unique<Tree>();
  std::vector<Tree*> open_;
  bool has_key_ = false;
  std::string key_;
  size_t nodes_ = 0;
  std::string failure_;
  Mark failed_mark_;
};

}  // namespace pcsp::text::internal
