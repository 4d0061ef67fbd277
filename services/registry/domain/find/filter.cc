#include "services/registry/domain/find/filter.h"

#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/find/filter_lexer.h"

namespace pcsp::registry {
namespace {

using Type = FilterNode::Type;

constexpr std::array<absl::string_view, 7> kSigns = {"=", "!=", "<", "<=", ">", ">=", ":"};

class Parser {
 public:
  explicit Parser(absl::string_view text) : lexer_(text) {}

  absl::StatusOr<FilterNode> Parse() {
    RETURN_IF_ERROR(Advance());
    if (AtEnd()) return FilterNode();
    ASSIGN_OR_RETURN(FilterNode filter, Chain(Type::kAnd, "AND"));
    if (!AtEnd()) return Fault(ended_by_ + "AND, OR or the end");
    return filter;
  }

 private:
  // Terms joined by `keyword`: those of AND are joined by OR in turn.
  absl::StatusOr<FilterNode> Chain(Type type, absl::string_view keyword) {
    FilterNode chain;
    chain.type = type;
    while (true) {
      ASSIGN_OR_RETURN(FilterNode term, type == Type::kAnd ? Chain(Type::kOr, "OR") : Term());
      chain.children.push_back(std::move(term));
      if (!token_.IsKeyword(keyword)) break;
      RETURN_IF_ERROR(Advance());
    }
    if (chain.children.size() > 1) return chain;
    FilterNode only = std::move(chain.children.front());
    return only;
  }

  absl::StatusOr<FilterNode> Term() {
    bool negated = token_.IsKeyword("NOT");
    if (negated) {
      RETURN_IF_ERROR(Advance());
    } else if (token_.type == FilterToken::Type::kWord && absl::StartsWith(token_.text, "-")) {
      negated = true;
      lexer_.Seek(token_.begin + 1);
      RETURN_IF_ERROR(Advance());
    }
    if (!negated) return Simple();
    RETURN_IF_ERROR(Deeper());
    FilterNode negation;
    negation.type = Type::kNot;
    ASSIGN_OR_RETURN(FilterNode term, Simple());
    --depth_;
    negation.children.push_back(std::move(term));
    return negation;
  }

  absl::StatusOr<FilterNode> Simple() {
    if (!token_.Is("(")) return Restriction();
    RETURN_IF_ERROR(Deeper());
    RETURN_IF_ERROR(Advance());
    ASSIGN_OR_RETURN(FilterNode inner, Chain(Type::kAnd, "AND"));
    if (!token_.Is(")")) return Fault(ended_by_ + "AND, OR or )");
    --depth_;
    RETURN_IF_ERROR(Advance());
    return inner;
  }

  absl::StatusOr<FilterNode> Restriction() {
    if (token_.type != FilterToken::Type::kWord || IsReserved(token_)) {
      return Fault("a field or a function");
    }
    if (++terms_ > kMostFilterTerms) {
      return Fault(absl::StrCat("at most ", kMostFilterTerms, " comparisons"));
    }
    FilterNode node;
    node.type = Type::kComparison;
    node.name = Literal();
    RETURN_IF_ERROR(Advance());
    if (token_.Is("(")) return Call(std::move(node));
    for (size_t i = 0; i < kSigns.size(); ++i) {
      if (!token_.Is(kSigns[i])) continue;
      node.op = static_cast<FilterOperator>(i);
      RETURN_IF_ERROR(Advance());
      RETURN_IF_ERROR(Value(node));
      return node;
    }
    return Fault(absl::StrCat("=, !=, <, <=, >, >= or : after ", node.name.text));
  }

  absl::StatusOr<FilterNode> Call(FilterNode node) {
    node.type = Type::kCall;
    RETURN_IF_ERROR(Advance());
    RETURN_IF_ERROR(Value(node));
    if (!token_.Is(")")) return Fault(")");
    RETURN_IF_ERROR(Advance());
    return node;
  }

  absl::Status Value(FilterNode& node) {
    const bool word = token_.type == FilterToken::Type::kWord && !IsReserved(token_);
    if (!word && token_.type != FilterToken::Type::kString) return Fault("a value");
    node.value = Literal();
    ended_by_ = "";
    RETURN_IF_ERROR(Advance());
    // The two slips that everybody makes.
    if (token_.type == FilterToken::Type::kWord) {
      const std::string upper = absl::AsciiStrToUpper(token_.text);
      ended_by_ = upper == "AND" || upper == "OR" ? "in capitals: "
                                                  : "quotes around a value with spaces, or ";
    }
    return absl::OkStatus();
  }

  static bool IsReserved(const FilterToken& token) {
    return token.IsKeyword("AND") || token.IsKeyword("OR") || token.IsKeyword("NOT");
  }

  FilterLiteral Literal() const {
    return {token_.text, token_.type == FilterToken::Type::kString,
            lexer_.PositionOf(token_.begin)};
  }

  absl::Status Deeper() {
    if (++depth_ <= kMostFilterDepth) return absl::OkStatus();
    return Fault(
        absl::StrCat("at most ", kMostFilterDepth, " levels of parentheses and negations"));
  }

  absl::Status Advance() {
    ASSIGN_OR_RETURN(token_, lexer_.Next());
    return absl::OkStatus();
  }

  bool AtEnd() const { return token_.type == FilterToken::Type::kEnd; }

  absl::Status Fault(absl::string_view expected) const {
    return FilterFault(lexer_.PositionOf(token_.begin), AtEnd() ? "the end" : token_.text,
                       expected);
  }

  FilterLexer lexer_;
  FilterToken token_;
  int depth_ = 0;
  int terms_ = 0;
  std::string ended_by_;  // what may have been meant by the word after the last value
};

}  // namespace

absl::string_view Sign(FilterOperator op) { return kSigns[static_cast<int>(op)]; }

absl::StatusOr<FilterNode> ParseFilter(absl::string_view text) {
  if (text.size() > kMostFilterBytes) {
    return InvalidField("filter", absl::StrCat(text.size(), " bytes"),
                        absl::StrCat("at most ", kMostFilterBytes, " bytes"));
  }
  return Parser(text).Parse();
}

absl::Status FilterFault(int position, absl::string_view given, absl::string_view expected) {
  return InvalidField("filter", given, absl::StrCat("at character ", position, " ", expected));
}

}  // namespace pcsp::registry
