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
  bool Scalar(std::string value, bool quoted, int line);
  bool Null(int line);
  bool Open(Tree::Kind kind, int line);
  bool Close();
  bool Fail(std::string message, int line);

  bool failed() const { return !failure_.empty(); }
  int failed_line() const { return failed_line_; }
  const std::string& failure() const { return failure_; }
  std::unique_ptr<Tree> Take();

 private:
  // Where the next value goes; null after a fault or when the value is the key of a map.
  Tree* Place(int line);
  bool Key(std::string key, int line);
  bool AwaitsKey() const;

  std::unique_ptr<Tree> root_ = std::make_unique<Tree>();
  std::vector<Tree*> open_;
  bool has_key_ = false;
  std::string key_;
  size_t nodes_ = 0;
  std::string failure_;
  int failed_line_ = 0;
};

}  // namespace pcsp::text::internal
