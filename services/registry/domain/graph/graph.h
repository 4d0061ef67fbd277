// The dated graph of a programme: its organisations and what they are to each other, of all times,
// in a form that answers for any day without going to the store again.
#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/registry/domain/organisation.h"
#include "services/registry/domain/period.h"
#include "services/registry/domain/relationship.h"

namespace pcsp::registry {

// What the graph keeps of an organisation.
struct GraphOrganisation {
  std::string id;
  OrganisationKind kind = OrganisationKind::kUnspecified;
  std::string code;
  std::string display_name;
  std::string postcode;
  Period life;
  OrganisationStatus status = OrganisationStatus::kUnspecified;

  bool operator==(const GraphOrganisation&) const = default;
};

// What it keeps of a relationship; subject and object are ids.
struct GraphRelationship {
  std::string subject;
  std::string object;
  RelationshipKind kind = RelationshipKind::kUnspecified;
  Period period;

  bool operator==(const GraphRelationship&) const = default;
};

// Immutable; thread-safe. Organisations go by their place in the order of their ids, from 0.
class Graph {
 public:
  // One end of a relationship, seen from the other.
  struct Link {
    int organisation;
    RelationshipKind kind;
    Period period;
  };

  // Ids are unique. Relationships with organisations that are not given are left out.
  Graph(std::vector<GraphOrganisation> organisations,
        const std::vector<GraphRelationship>& relationships);
  Graph(Graph&&) = default;
  Graph(const Graph&) = delete;

  int size() const { return static_cast<int>(organisations_.size()); }
  const GraphOrganisation& at(int organisation) const { return organisations_[organisation]; }
  // -1 if there is none with this id.
  int Find(absl::string_view id) const;

  // What it is the subject of: the objects stand above it, or after it for successions.
  absl::Span<const Link> Above(int organisation) const { return above_.Of(organisation); }
  // What it is the object of.
  absl::Span<const Link> Below(int organisation) const { return below_.Of(organisation); }

 private:
  // The links of all organisations in one piece.
  struct Links {
    std::vector<Link> links;
    std::vector<int> begin;  // of each organisation's, and the end of the last

    absl::Span<const Link> Of(int organisation) const {
      return absl::MakeSpan(links).subspan(begin[organisation],
                                           begin[organisation + 1] - begin[organisation]);
    }
  };
  struct Ends {
    int subject;
    int object;
    const GraphRelationship* relationship;
  };
  static Links Collect(const std::vector<Ends>& all, int size, bool above);

  std::vector<GraphOrganisation> organisations_;
  // Views into organisations_, which moves with its elements where they are.
  absl::flat_hash_map<absl::string_view, int> by_id_;
  Links above_, below_;
};

}  // namespace pcsp::registry
