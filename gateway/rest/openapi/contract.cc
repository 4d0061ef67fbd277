#include "gateway/rest/openapi/contract.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.pb.h"

// PCSP_CONTRACT_FILE is the descriptor set; the linker is given its bytes as they stand.
asm(".pushsection .rodata\n"
    ".global pcsp_contract_begin\n"
    "pcsp_contract_begin:\n"
    ".incbin \"" PCSP_CONTRACT_FILE
    "\"\n"
    ".global pcsp_contract_end\n"
    "pcsp_contract_end:\n"
    ".popsection\n");
extern "C" const char pcsp_contract_begin[];
extern "C" const char pcsp_contract_end[];

namespace pcsp::rest {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::SourceLocation;

// Lines of a paragraph are joined; a blank line parts two.
std::string Paragraphs(absl::string_view comment) {
  std::string text;
  bool parted = false;
  for (absl::string_view line : absl::StrSplit(comment, '\n')) {
    line = absl::StripAsciiWhitespace(line);
    if (line.empty()) {
      parted = !text.empty();
      continue;
    }
    absl::StrAppend(&text, parted ? "\n\n" : text.empty() ? "" : " ", line);
    parted = false;
  }
  return text;
}

template <typename Descriptor>
std::string CommentAbove(const Descriptor& descriptor) {
  SourceLocation location;
  if (!descriptor.GetSourceLocation(&location)) return "";
  return Paragraphs(location.leading_comments.empty() ? location.trailing_comments
                                                      : location.leading_comments);
}

}  // namespace

Contract Contract::OfThisProgram() {
  return Contract(absl::string_view(pcsp_contract_begin, pcsp_contract_end - pcsp_contract_begin));
}

Contract::Contract(absl::string_view descriptor_set) : pool_(std::make_unique<DescriptorPool>()) {
  google::protobuf::FileDescriptorSet files;
  if (!files.ParseFromArray(descriptor_set.data(), static_cast<int>(descriptor_set.size()))) return;
  for (const auto& file : files.file()) {
    if (pool_->BuildFile(file) == nullptr) return;
  }
}

// No two elements of a pool have the same full name, of whatever kinds they are.
std::string Contract::CommentOn(const std::string& full_name) const {
  if (const auto* field = pool_->FindFieldByName(full_name)) return CommentAbove(*field);
  if (const auto* value = pool_->FindEnumValueByName(full_name)) return CommentAbove(*value);
  if (const auto* message = pool_->FindMessageTypeByName(full_name)) return CommentAbove(*message);
  if (const auto* type = pool_->FindEnumTypeByName(full_name)) return CommentAbove(*type);
  if (const auto* method = pool_->FindMethodByName(full_name)) return CommentAbove(*method);
  if (const auto* service = pool_->FindServiceByName(full_name)) return CommentAbove(*service);
  return "";
}

}  // namespace pcsp::rest
