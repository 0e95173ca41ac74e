// Made from filter.grammar by scripts/filterGrammar.ts.
import {LRParser} from "@lezer/lr"
import {scan} from "./scan.ts"
export const parser = LRParser.deserialize({
  version: 14,
  states: "'nQVQQOOOVQQO'#CkOnQQO'#ClOyQQO'#CqOOQQ'#C|'#C|OOQQ'#C{'#C{O!QQRO'#CzOOQQ'#Cz'#CzO!_QRO'#CyOOQQ'#Cy'#CyQOQQOOOOQQ,59V,59VO!xQQO'#CmOOQQ'#C}'#C}OOQQ,59W,59WOOQQ,59],59]O#PQQO,59]O#UQQO'#CzO#cQQO'#CyOOQQ'#Ct'#CtOVQQO'#CtO#kQRO,59UOVQQO'#CuO#xQRO,59TO!gQQO'#CpOOQQ'#DQ'#DQO$QQQO'#DPOOQQ'#DP'#DPO$_QQO'#DOOOQQ'#DO'#DOOOQQ,59X,59XO$gQQO,59XOOQQ1G.w1G.wO$lQQO,59UO$yQQO,59TOOQQ,59`,59`OOQQ-E6r-E6rOOQQ,59a,59aOOQQ-E6s-E6sOOQQ,59[,59[OOQQ'#Cr'#CrO!gQQO'#CrO%RQQO,59ZO!gQQO'#CsO%`QQO,59YOOQQ1G.s1G.sOOQQ,59^,59^OOQQ-E6p-E6pOOQQ,59_,59_OOQQ-E6q-E6qOVQQO'#Cu",
  stateData: "%h~OkOS~OPROTPOUPOVSOWSOYQOZSO~OP[OV]OX]O~OQ_O~PVORdOSnXjnX~PVOSfOjmX~OP[OThOUhOV]OX]O~OQnO~P!gOQpO~ORdOQnXSnX~PVOS!SOQmX~ORdOS^aj^a~PVOSfOj]a~ORyOQsXSsX~P!gOS{OQrX~OQ}O~ORdOQ^aS^a~PVOS!SOQ]a~ORyOQcaSca~P!gOS{OQba~O",
  goto: "%^uPPPPPPPPPPPPPvz!Q!^!j!s!v!z!^#S#Y#`#jPPP#t#z$U!Q$j$u$x%OTXORXVORf!SeTOPRUadefq!SeSOPRUadefq!S_]Q[hjyz{Rm[Tk[{]i[hjyz{QzjR!PzQ|lR!R|QeUQqaTteqQgWQrbTvgrQYOR`RQWOQbRTuf!SSUOfQZPSaR!SWcUaeqRsdQ^Q]i[hjyz{Ro[Ql[R!Q{Sj[{QwhSxjzR!Oy",
  nodeNames: "⚠ Open Close And Or Not Minus Phrase Word Value Field LoneField Filter Either Both Negation FieldTerm ValueGroup Either Both Negation Group",
  maxTerm: 36,
  skippedNodes: [0],
  repeatNodeCount: 4,
  tokenData: "RORO",
  tokenizers: [0, scan],
  topRules: {"Filter":[0,12]},
  tokenPrec: 0
})
