/**
 * Every name that package.json and the code must agree on. `test/unit/ui/manifest.test.ts` proves that they do, both ways.
 */

export const SECTION = 'securityEvents';

export const Commands = {
  // connections
  AddConnection: 'securityEvents.addConnection',
  TryDemo: 'securityEvents.tryDemo',
  Connect: 'securityEvents.connect',
  Disconnect: 'securityEvents.disconnect',
  Reconnect: 'securityEvents.reconnect',
  ConnectAll: 'securityEvents.connectAll',
  DisconnectAll: 'securityEvents.disconnectAll',
  TestConnection: 'securityEvents.testConnection',
  EditConnection: 'securityEvents.editConnection',
  ReplaceCredential: 'securityEvents.replaceCredential',
  RemoveConnection: 'securityEvents.removeConnection',
  LoadHistory: 'securityEvents.loadHistory',
  CopyDiagnostics: 'securityEvents.copyDiagnostics',
  ShowQuarantine: 'securityEvents.showQuarantine',
  ShowGaps: 'securityEvents.showGaps',
  ShowLog: 'securityEvents.showLog',
  OpenSettings: 'securityEvents.openSettings',

  // events
  GroupByTypeSeverity: 'securityEvents.groupByTypeSeverity',
  GroupByTypeSeverityChecked: 'securityEvents.groupByTypeSeverity.checked',
  GroupBySeverityType: 'securityEvents.groupBySeverityType',
  GroupBySeverityTypeChecked: 'securityEvents.groupBySeverityType.checked',
  GroupByConnectionType: 'securityEvents.groupByConnectionType',
  GroupByConnectionTypeChecked: 'securityEvents.groupByConnectionType.checked',
  FilterEvents: 'securityEvents.filterEvents',
  FilterBySeverity: 'securityEvents.filterBySeverity',
  FilterByType: 'securityEvents.filterByType',
  ClearFilter: 'securityEvents.clearFilter',
  Pause: 'securityEvents.pause',
  Resume: 'securityEvents.resume',
  ClearEvents: 'securityEvents.clearEvents',
  ClearGroup: 'securityEvents.clearGroup',
  MarkAllSeen: 'securityEvents.markAllSeen',
  ShowMore: 'securityEvents.showMore',

  // one event: registered by ui/detail
  OpenEvent: 'securityEvents.openEvent',
  OpenEventAsText: 'securityEvents.openEventAsText',
  ComparePrevious: 'securityEvents.comparePrevious',
  SelectForCompare: 'securityEvents.selectForCompare',
  CompareWithSelected: 'securityEvents.compareWithSelected',
  CopyEvent: 'securityEvents.copyEvent',

  // export: registered by ui/export
  Export: 'securityEvents.export',
  CopyEventAsCsv: 'securityEvents.copyEventAsCsv',
  ShowTargetEvents: 'securityEvents.showTargetEvents',
  ShowSubjectEvents: 'securityEvents.showSubjectEvents',
  OpenInConsole: 'securityEvents.openInConsole',

  // explorer
  OpenExplorer: 'securityEvents.openExplorer',
  OpenAnotherExplorer: 'securityEvents.openAnotherExplorer',
  ExplorerInclude: 'securityEvents.explorer.include',
  ExplorerExclude: 'securityEvents.explorer.exclude',
  ExplorerCopyLink: 'securityEvents.explorer.copyLink',
  ExplorerFocusFilter: 'securityEvents.explorer.focusFilter',
} as const;

export const Views = {
  Container: 'securityEvents',
  Connections: 'securityEvents.connections',
  Events: 'securityEvents.events',
} as const;

/** Without the section. */
export const SettingKeys = {
  Connections: 'connections',
  ConnectOnStartup: 'connectOnStartup',
  ReconnectOnStartup: 'reconnectOnStartup',
  InitialHistoryHours: 'initialHistory.hours',
  GroupLimit: 'tree.groupLimit',
  SavedFilters: 'savedFilters',
  Notify: 'notify',
  NotifyFilter: 'notifyFilter',
  RetentionMaxEvents: 'retention.maxEvents',
  RetentionMaxMegabytes: 'retention.maxMegabytes',
  RetentionMaxDays: 'retention.maxDays',
} as const;

export const ContextKeys = {
  /** Set once the views are registered, so that no welcome text flashes before. */
  Ready: 'securityEvents.ready',
  HasConnections: 'securityEvents.hasConnections',
  /** Whether a connection is wanted that is not the demo, or any: for the enablement of Disconnect All. */
  HasWanted: 'securityEvents.hasWanted',
  HasEvents: 'securityEvents.hasEvents',
  /** Every stored event is hidden by the filter. */
  AllFiltered: 'securityEvents.allFiltered',
  Filtered: 'securityEvents.filtered',
  Paused: 'securityEvents.paused',
  /** typeSeverity, severityType or connectionType. */
  Grouping: 'securityEvents.grouping',
  /** An event is selected for comparison: set by ui/detail. */
  CompareSelected: 'securityEvents.compareSelected',
} as const;

export const Colors = {
  Fatal: 'securityEvents.severityFatal',
  Critical: 'securityEvents.severityCritical',
  High: 'securityEvents.severityHigh',
  Medium: 'securityEvents.severityMedium',
  Low: 'securityEvents.severityLow',
  Informational: 'securityEvents.severityInformational',
  Unknown: 'securityEvents.severityUnknown',
} as const;

export const WALKTHROUGH = 'securityEvents.start';
