// The sites of a wave that answered one instrument, and the groups that they roll up to as they
// stood when the wave opened.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/assessments/domain/vocabulary.h"
#include "services/assessments/domain/wave.h"

namespace pcsp::assessments {

enum class NodeKind { kProgramme, kWholeSystem, kSteeringGroup, kSite };

struct Node {
  NodeKind kind = NodeKind::kSite;
  std::string id;   // of the organisation; "" for the programme
  int parent = -1;  // index; comes before its children
  std::vector<int> children;
  std::array<int, kStaffGroups> roster{};  // people who could answer, all 0 when not known
  int site = 0;                            // number of the site; 0 for a group
};

// A tree, so that what groups have in common is plain. A steering group whose sites are of several
// whole systems does not fit into it: its sites hang below those, and it is one of `straddling`,
// which are treated as groups that somebody put together (overlap.h).
struct Hierarchy {
  struct Group {
    std::string id;
    std::vector<int> sites;  // nodes
  };
  std::vector<Node> nodes;        // 0 is the programme
  std::vector<Group> straddling;  // by id

  // -1 if there is none.
  int Find(NodeKind kind, absl::string_view id) const;
  int OfSite(int number) const;
  bool IsSite(int node) const { return nodes[node].kind == NodeKind::kSite; }
};

// Of the sites of `level`; by id within each kind, so that it depends on nothing but the sites.
Hierarchy MakeHierarchy(absl::Span<const WaveSite> sites, Level level);

}  // namespace pcsp::assessments
